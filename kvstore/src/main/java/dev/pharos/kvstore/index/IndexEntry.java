package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;

/**
 * A key and the numbers of its newest record.
 *
 * @param modifiedSub place of the record among those of its revision
 * @param version 0 when the newest record is a deletion
 * @param pairBytes what the key's pair takes, as whoever fills the index counts it; 0 for a dead key
 */
public record IndexEntry(
        Bytes key, long modifiedRevision, int modifiedSub, long createRevision, long version, long pairBytes) {

    /**
     * As it is kept.
     *
     * @throws IllegalArgumentException for an empty key, a negative number or a dead key with a pair
     */
    public IndexEntry {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("A key is never empty");
        }
        if (modifiedRevision < 0 || modifiedSub < 0 || createRevision < 0 || version < 0) {
            throw new IllegalArgumentException("No revision or version is negative: " + modifiedRevision + "/"
                    + modifiedSub + ", created " + createRevision + ", version " + version + " of " + key);
        }
        if (pairBytes < 0 || (pairBytes > 0 && version == 0)) {
            throw new IllegalArgumentException("No pair takes " + pairBytes + " bytes: " + key);
        }
    }

    /** Of a key that was deleted. */
    public static IndexEntry dead(Bytes key, long modifiedRevision, int modifiedSub) {
        return new IndexEntry(key, modifiedRevision, modifiedSub, 0, 0, 0);
    }

    public boolean isLive() {
        return version > 0;
    }
}
