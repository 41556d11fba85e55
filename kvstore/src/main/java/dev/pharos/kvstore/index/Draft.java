package dev.pharos.kvstore.index;

/** An entry on its way into a leaf. Belongs to the thread of its editor or loader, which uses it again. */
final class Draft {
    private final Numbers numbers = new Numbers();
    private final byte[] written = new byte[Numbers.MAX_BYTES];
    private int writtenLength;
    private byte[] key = new byte[0];

    void set(IndexEntry entry) {
        key = entry.key().toByteArray();
        numbers.set(entry);
        writtenLength = numbers.write(written);
    }

    byte[] key() {
        return key;
    }

    int live() {
        return numbers.version() == 0 ? 0 : 1;
    }

    long pairBytes() {
        return numbers.pairBytes();
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
