package dev.pharos.kvstore.index;

import java.util.Arrays;

/** Arithmetic of keys in arrays. Order is byte by byte, unsigned, a prefix first. */
final class KeyBytes {
    private KeyBytes() {}

    static int compare(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    /** Length of what the first bytes of both have in common. */
    static int common(byte[] left, int leftLength, byte[] right, int rightLength) {
        int length = Math.min(leftLength, rightLength);
        int differs = Arrays.mismatch(left, 0, length, right, 0, length);
        return differs < 0 ? length : differs;
    }

    /** A shortest byte string that is greater than the left key and not greater than the right one. */
    static byte[] separator(byte[] left, byte[] right) {
        return Arrays.copyOf(right, common(left, left.length, right, right.length) + 1);
    }

    /**
     * Two bytes as a number, 0 for those missing. When the heads of two keys after a common prefix differ,
     * the keys are ordered as the heads are; else nothing is known.
     */
    static int head(byte[] data, int from, int to) {
        int length = to - from;
        if (length >= 2) {
            return (data[from] & 0xff) << 8 | (data[from + 1] & 0xff);
        }
        return length == 1 ? (data[from] & 0xff) << 8 : 0;
    }

    /** As {@link #head}, of eight bytes; to be compared unsigned. */
    static long longHead(byte[] data, int from) {
        long head = 0;
        int end = Math.min(data.length, from + Long.BYTES);
        for (int i = from; i < end; i++) {
            head |= (data[i] & 0xffL) << (Long.SIZE - Byte.SIZE * (1 + i - from));
        }
        return head;
    }
}
