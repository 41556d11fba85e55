package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;

/** An entry on its way into a leaf. Belongs to the thread of its editor or loader, which uses it again. */
final class Draft {
    private final Numbers numbers = new Numbers();
    private final byte[] written = new byte[Numbers.MAX_BYTES];
    private int writtenLength;
    private byte[] key = new byte[0];

    void set(IndexEntry entry) {
        set(entry.key(), entry.modifiedRevision(), entry.modifiedSub(), entry.createRevision(), entry.version());
    }

    void set(Bytes key, long modifiedRevision, int modifiedSub, long createRevision, long version) {
        this.key = key.toByteArray();
        numbers.set(modifiedRevision, modifiedSub, createRevision, version);
        writtenLength = numbers.write(written);
    }

    byte[] key() {
        return key;
    }

    int live() {
        return numbers.version() == 0 ? 0 : 1;
    }

    /** Bytes of the entry in a leaf whose prefix has this length. */
    int size(int prefix) {
        return writtenLength + key.length - prefix;
    }

    void copyTo(byte[] target, int at, int prefix) {
        System.arraycopy(written, 0, target, at, writtenLength);
        System.arraycopy(key, prefix, target, at + writtenLength, key.length - prefix);
    }
}
