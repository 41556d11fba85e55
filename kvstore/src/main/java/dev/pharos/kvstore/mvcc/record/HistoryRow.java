package dev.pharos.kvstore.mvcc.record;

import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.wire.value.Bytes;
import java.util.Arrays;

/**
 * A change of a key, stored under its place.
 *
 * @param previous the place of the key's record before this one
 * @param pair encoded; of a deletion it has the key alone
 */
public record HistoryRow(Kind kind, Place place, Place previous, Bytes pair) {
    private static final int KEY_BYTES = Long.BYTES + Integer.BYTES;

    public static byte[] key(long revision, int sub) {
        byte[] key = new byte[KEY_BYTES];
        BigEndian.putLong(key, 0, revision);
        BigEndian.putInt(key, Long.BYTES, sub);
        return key;
    }

    public static Place placeOf(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new BackendFailure("a record of the history has a key of " + key.length + " bytes");
        }
        return new Place(BigEndian.getLong(key, 0), BigEndian.getInt(key, Long.BYTES));
    }

    public static HistoryRow parse(byte[] key, byte[] value) {
        return parse(placeOf(key), value);
    }

    public static HistoryRow parse(Place place, byte[] value) {
        Kind kind = RecordHead.kind(value);
        Bytes pair = Bytes.wrapUnsafe(value, RecordHead.BYTES, value.length - RecordHead.BYTES);
        return new HistoryRow(kind, place, RecordHead.place(value), pair);
    }

    /** Key and value of the row behind one another: all of it in one array. */
    public byte[] packed() {
        byte[] head = RecordHead.of(kind, previous.revision(), previous.sub());
        byte[] packed = Arrays.copyOf(key(place.revision(), place.sub()), KEY_BYTES + head.length + pair.length());
        System.arraycopy(head, 0, packed, KEY_BYTES, head.length);
        pair.copyTo(packed, KEY_BYTES + head.length);
        return packed;
    }

    public static HistoryRow unpack(byte[] packed) {
        byte[] key = Arrays.copyOf(packed, KEY_BYTES);
        return parse(placeOf(key), Arrays.copyOfRange(packed, KEY_BYTES, packed.length));
    }

    public boolean isPut() {
        return kind == Kind.PUT;
    }

    public KeyValue kv() {
        return KeyValue.decode(pair);
    }

    public Event toEvent() {
        KeyValue kv = isPut() ? kv() : deletion(kv().key(), place.revision());
        return new Event(kind, place.revision(), place.sub(), kv, previous);
    }

    /** The pair that the event of a delete shows. */
    public static KeyValue deletion(Bytes key, long revision) {
        return KeyValue.of(key, Bytes.EMPTY, new KeyValue.Facts(0, revision, 0, 0));
    }

    /** What the row counts for in the size of the store. */
    public long storageBytes() {
        return storageBytes(kind, pair);
    }

    public static long storageBytes(Kind kind, Bytes pair) {
        return StorageRow.storageBytes(kind, pair.length());
    }

    public StorageRow toStorage() {
        return new StorageRow(StorageRow.key(kind, place), pair);
    }
}
