package dev.pharos.kvstore.dbfile;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The rows of a bucket on their way into a file. Throws at the first row that would break it. */
final class CheckedRows implements AutoCloseable {
    private final String bucket;
    private final RowCursor cursor;
    private byte @Nullable [] key;

    CheckedRows(BucketRows source) {
        this.bucket = source.name();
        this.cursor = source.rows();
    }

    boolean next() {
        if (!cursor.next()) {
            return false;
        }
        byte[] next = cursor.key();
        if (next.length == 0 || next.length > PageFormat.MAX_KEY_BYTES) {
            throw refused("a key of " + next.length + " bytes");
        }
        if (key != null && Arrays.compareUnsigned(key, next) >= 0) {
            throw refused("key " + hex(next) + " comes behind " + hex(key));
        }
        key = next;
        return true;
    }

    byte[] key() {
        if (key == null) {
            throw new IllegalStateException("before the first row");
        }
        return key;
    }

    /** What the row takes of a leaf. Does not ask for the value. */
    int bytesInLeaf() {
        return Row.bytesInLeaf(key().length, allowed(cursor.valueBytes()));
    }

    Row row() {
        byte[] value = cursor.value();
        allowed(value.length);
        return new Row(key(), value);
    }

    private int allowed(int valueBytes) {
        if (valueBytes > PageFormat.MAX_VALUE_BYTES) {
            throw refused("a value of " + valueBytes + " bytes");
        }
        return valueBytes;
    }

    private IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException("bucket " + bucket + ": " + reason);
    }

    private static String hex(byte[] key) {
        return HexFormat.of().formatHex(key, 0, Math.min(key.length, 64));
    }

    @Override
    public void close() {
        cursor.close();
    }
}
