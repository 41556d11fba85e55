package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;

/**
 * A key and the numbers of its newest record.
 *
 * @param modifiedSub place of the record among those of its revision
 * @param version 0 when the newest record is a deletion
 */
public record IndexEntry(Bytes key, long modifiedRevision, int modifiedSub, long createRevision, long version) {
    public IndexEntry {
        check(key, modifiedRevision, modifiedSub, createRevision, version);
    }

    static void check(Bytes key, long modifiedRevision, int modifiedSub, long createRevision, long version) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("A key is never empty");
        }
        if (modifiedRevision < 0 || modifiedSub < 0 || createRevision < 0 || version < 0) {
            throw new IllegalArgumentException("No revision or version is negative: " + modifiedRevision + "/"
                    + modifiedSub + ", created " + createRevision + ", version " + version + " of " + key);
        }
    }

    public boolean isLive() {
        return version > 0;
    }
}
