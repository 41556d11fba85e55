package dev.pharos.wire.value;

import com.google.protobuf.ByteString;

/**
 * A set of neighbouring keys, in the two fields with which requests, watches and permissions write it. Two
 * ranges are equal when they are written the same; {@link #covers} both ways tells whether they hold the
 * same keys.
 *
 * <p>Keys of the store are never empty. An empty key in front of a range end is therefore taken for the
 * least key, one zero byte, and ranges compare by the keys that can exist.
 *
 * @param key the first key, which for a single key is the only one
 * @param rangeEnd empty for the single key; one zero byte for all keys from the first on; else the first
 *     key outside, and the range is empty when that is not greater than the first key
 */
public record KeyRange(Bytes key, Bytes rangeEnd) {
    private static final Bytes ZERO = Bytes.fromHex("00");
    private static final KeyRange ALL = new KeyRange(ZERO, ZERO);

    public KeyRange {
        if (key.isEmpty() && !rangeEnd.isEmpty()) {
            key = ZERO;
        }
    }

    public static KeyRange single(Bytes key) {
        return new KeyRange(key, Bytes.EMPTY);
    }

    /** The two fields as a message has them. */
    public static KeyRange from(ByteString key, ByteString rangeEnd) {
        return from(Bytes.fromByteString(key), Bytes.fromByteString(rangeEnd));
    }

    public static KeyRange from(Bytes key, Bytes rangeEnd) {
        return new KeyRange(key, rangeEnd);
    }

    public static KeyRange fromKey(Bytes key) {
        return new KeyRange(key, ZERO);
    }

    /** All keys that start with the prefix; with an empty one, all keys. */
    public static KeyRange prefix(Bytes prefix) {
        return new KeyRange(prefix, prefixEnd(prefix));
    }

    public static KeyRange all() {
        return ALL;
    }

    /**
     * The range end that makes a prefix of a key: its last byte below 0xff raised by one and the rest
     * dropped, or, when there is no such byte, one zero byte for an open end.
     */
    public static Bytes prefixEnd(Bytes prefix) {
        for (int last = prefix.length() - 1; last >= 0; last--) {
            byte value = prefix.byteAt(last);
            if (value != (byte) 0xff) {
                byte[] end = prefix.slice(0, last + 1).toByteArray();
                end[last] = (byte) (value + 1);
                return Bytes.wrapUnsafe(end);
            }
        }
        return ZERO;
    }

    public boolean isSingle() {
        return rangeEnd.isEmpty();
    }

    public boolean isOpenEnded() {
        return rangeEnd.equals(ZERO);
    }

    public boolean isAll() {
        return equals(ALL);
    }

    public boolean isEmpty() {
        return !isSingle() && !isOpenEnded() && key.compareTo(rangeEnd) >= 0;
    }

    public boolean contains(Bytes candidate) {
        if (isSingle()) {
            return candidate.equals(key);
        }
        return candidate.compareTo(key) >= 0 && (isOpenEnded() || candidate.compareTo(rangeEnd) < 0);
    }

    /** Whether every key of the other range is in this one. An empty range is covered by all. */
    public boolean covers(KeyRange other) {
        if (other.isSingle()) {
            return contains(other.key);
        }
        if (other.isEmpty()) {
            return true;
        }
        if (isEmpty() || key.compareTo(other.key) > 0) {
            return false;
        }
        return isOpenEnded() || (!other.isOpenEnded() && other.rangeEnd.compareTo(bound()) <= 0);
    }

    /** Whether some key is in both ranges. */
    public boolean intersects(KeyRange other) {
        return !isEmpty() && !other.isEmpty() && startsWithin(other) && other.startsWithin(this);
    }

    private boolean startsWithin(KeyRange other) {
        return other.isOpenEnded() || key.compareTo(other.bound()) < 0;
    }

    /** First byte string past the range; not for open ends. */
    private Bytes bound() {
        return isSingle() ? key.successor() : rangeEnd;
    }

    @Override
    public String toString() {
        if (isSingle()) {
            return key.toString();
        }
        return "[" + key + ", " + (isOpenEnded() ? "..." : rangeEnd) + ")";
    }
}
