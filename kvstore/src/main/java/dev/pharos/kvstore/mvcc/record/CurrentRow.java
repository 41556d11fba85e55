package dev.pharos.kvstore.mvcc.record;

import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.wire.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The newest record of a key, stored under that key. A deleted key keeps a row without a pair until compaction.
 *
 * @param pair the encoded pair; empty for a deleted key
 */
public record CurrentRow(Event.Kind kind, Place place, Bytes pair) {
    public static CurrentRow parse(byte[] value) {
        return new CurrentRow(RecordHead.kind(value), RecordHead.place(value), pairOf(value));
    }

    /** The encoded pair, if the row holds the record of that place. */
    public static @Nullable Bytes pairAt(byte[] value, long revision, int sub) {
        return RecordHead.names(value, revision, sub) ? pairOf(value) : null;
    }

    private static Bytes pairOf(byte[] value) {
        return Bytes.wrapUnsafe(value, RecordHead.BYTES, value.length - RecordHead.BYTES);
    }
}
