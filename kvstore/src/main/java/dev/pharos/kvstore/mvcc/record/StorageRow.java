package dev.pharos.kvstore.mvcc.record;

import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.wire.value.Bytes;

/**
 * A change as etcd keeps it in its bucket {@code key}: under the revision, a {@code _} and the place in the
 * revision, with a {@code t} behind that for a deletion.
 */
public record StorageRow(Bytes key, Bytes value) {
    private static final int PUT_KEY_BYTES = 17;
    private static final int DELETE_KEY_BYTES = 18;
    private static final int ROW_OVERHEAD_BYTES = 24;

    static long storageBytes(Kind kind, int valueBytes) {
        return (long) (kind == Kind.PUT ? PUT_KEY_BYTES : DELETE_KEY_BYTES) + valueBytes + ROW_OVERHEAD_BYTES;
    }

    public static Bytes key(Kind kind, Place place) {
        byte[] key = new byte[kind == Kind.PUT ? PUT_KEY_BYTES : DELETE_KEY_BYTES];
        BigEndian.putLong(key, 0, place.revision());
        key[Long.BYTES] = '_';
        BigEndian.putLong(key, Long.BYTES + 1, place.sub());
        if (kind == Kind.DELETE) {
            key[PUT_KEY_BYTES] = 't';
        }
        return Bytes.wrapUnsafe(key);
    }

    /**
     * The place that a key names.
     *
     * @throws IllegalArgumentException if it is not the key of a change
     */
    public static Place placeOf(Bytes key) {
        byte[] bytes = key.toByteArray();
        boolean shaped = bytes.length == PUT_KEY_BYTES || (bytes.length == DELETE_KEY_BYTES && bytes[17] == 't');
        if (!shaped || bytes[Long.BYTES] != '_') {
            throw new IllegalArgumentException("not the key of a change: " + key);
        }
        long revision = BigEndian.getLong(bytes, 0);
        long sub = BigEndian.getLong(bytes, Long.BYTES + 1);
        if (revision < 1 || sub < 0 || sub > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no change can have the key " + key);
        }
        return new Place(revision, (int) sub);
    }

    public Place place() {
        return placeOf(key);
    }

    public Kind kind() {
        return key.length() == DELETE_KEY_BYTES ? Kind.DELETE : Kind.PUT;
    }
}
