package dev.pharos.kvstore.mvcc.record;

import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Place;

/**
 * The bytes in front of a pair: one for the kind of the change, eight for a revision, four for a place in it.
 * In the history that is the place of the previous record, under the key that of the record itself.
 */
public final class RecordHead {
    public static final int BYTES = 1 + Long.BYTES + Integer.BYTES;
    private static final byte PUT = 0;
    private static final byte DELETE = 1;

    private RecordHead() {}

    public static byte[] of(Event.Kind kind, long revision, int sub) {
        byte[] head = new byte[BYTES];
        head[0] = kind == Event.Kind.PUT ? PUT : DELETE;
        BigEndian.putLong(head, 1, revision);
        BigEndian.putInt(head, 1 + Long.BYTES, sub);
        return head;
    }

    static Event.Kind kind(byte[] value) {
        if (value.length < BYTES || (value[0] != PUT && value[0] != DELETE)) {
            throw new BackendFailure("a record of " + value.length + " bytes is damaged");
        }
        return value[0] == PUT ? Event.Kind.PUT : Event.Kind.DELETE;
    }

    static Place place(byte[] value) {
        long revision = BigEndian.getLong(value, 1);
        return revision == 0 ? Place.NONE : new Place(revision, BigEndian.getInt(value, 1 + Long.BYTES));
    }

    static boolean names(byte[] value, long revision, int sub) {
        return value.length >= BYTES
                && BigEndian.getLong(value, 1) == revision
                && BigEndian.getInt(value, 1 + Long.BYTES) == sub;
    }
}
