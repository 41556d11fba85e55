package dev.pharos.kvstore.dbfile;

/** A key and its value, while they wait for the rest of their page. */
final class Row {
    private final byte[] key;
    private final byte[] value;

    Row(byte[] key, byte[] value) {
        this.key = key;
        this.value = value;
    }

    byte[] key() {
        return key;
    }

    byte[] value() {
        return value;
    }

    /** What a row with these sizes takes of a leaf. */
    static int bytesInLeaf(int keyBytes, int valueBytes) {
        return PageFormat.ELEMENT_BYTES + keyBytes + valueBytes;
    }

    int bytesInLeaf() {
        return bytesInLeaf(key.length, value.length);
    }
}
