package dev.pharos.raft.simulation;

import dev.pharos.raft.model.Payload;
import dev.pharos.testkit.linearizability.models.MapInput;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A write to the map that the simulated members keep, as it travels in an entry. */
record SimCommand(long requestId, Kind kind, int key, long value, long expected) {
    enum Kind {
        PUT,
        DELETE,
        /** Expects a value. */
        CHANGE,
        /** Expects that there is none. */
        CREATE
    }

    /** Zeros at the end of a damaged record could not be told from a torn write. */
    private static final byte END = 1;

    private static final int BYTES = 8 + 1 + 4 + 8 + 8 + 1;
    private static final List<Kind> KINDS = List.of(Kind.values());

    Payload encode() {
        return Payload.wrap(ByteBuffer.allocate(BYTES)
                .putLong(requestId)
                .put((byte) KINDS.indexOf(kind))
                .putInt(key)
                .putLong(value)
                .putLong(expected)
                .put(END)
                .array());
    }

    static SimCommand decode(Payload payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload.array());
        return new SimCommand(
                bytes.getLong(), KINDS.get(bytes.get()), bytes.getInt(), bytes.getLong(), bytes.getLong());
    }

    MapInput<Integer, Long> asInput() {
        return switch (kind) {
            case PUT -> new MapInput.Put<>(key, value);
            case DELETE -> new MapInput.Delete<>(key);
            case CHANGE -> new MapInput.CompareAndSet<>(key, Optional.of(expected), value);
            case CREATE -> new MapInput.CompareAndSet<>(key, Optional.empty(), value);
        };
    }
}
