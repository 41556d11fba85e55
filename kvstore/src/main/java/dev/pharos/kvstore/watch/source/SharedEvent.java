package dev.pharos.kvstore.watch.source;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.watch.protocol.EncodedEvents;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event and its encoded forms, which are made once, when the first watcher needs them. Owned by the hub's
 * thread.
 */
public final class SharedEvent {
    /** What an event takes besides the bytes of its pair, roughly. */
    private static final int OVERHEAD = 240;

    /** Field 11 of a WatchResponse: its events. */
    private static final int EVENTS_TAG = 11 << 3 | 2;

    private static final int TYPE_TAG = 1 << 3;
    private static final int KV_TAG = 2 << 3 | 2;
    private static final int PREVIOUS_TAG = 3 << 3 | 2;
    private static final int TYPE_SIZE = 2;

    private final Event event;
    private final Bytes key;
    private boolean previousKnown;
    private @Nullable KeyValue previous;
    private @Nullable EncodedEvents plain;
    private @Nullable EncodedEvents full;

    public SharedEvent(Event event) {
        this.event = event;
        this.key = event.key();
        this.previousKnown = event.isCreate() || !event.previous().exists();
    }

    public Event event() {
        return event;
    }

    public Bytes key() {
        return key;
    }

    public long revision() {
        return event.revision();
    }

    public boolean isPut() {
        return event.kind() == Kind.PUT;
    }

    /** Whether the pair before this event must still be looked up, should anybody want it. */
    public boolean lacksPrevious() {
        return !previousKnown;
    }

    /** Empty if compaction has taken it: then the event goes out without. */
    public void previousFound(Optional<KeyValue> found) {
        previous = found.orElse(null);
        previousKnown = true;
    }

    public EncodedEvents plain() {
        EncodedEvents encoded = plain;
        if (encoded == null) {
            encoded = encode(null);
            plain = encoded;
        }
        return encoded;
    }

    /** With the pair before it, which must be known. */
    public EncodedEvents full() {
        KeyValue before = previous;
        if (before == null) {
            return plain();
        }
        EncodedEvents encoded = full;
        if (encoded == null) {
            encoded = encode(before);
            full = encoded;
        }
        return encoded;
    }

    /** Bytes of memory that this may come to hold, as far as is known. */
    long weight() {
        long own = event.kv().encoded().length();
        KeyValue before = previous;
        return before == null
                ? OVERHEAD + 2 * own
                : OVERHEAD + 3 * own + 2L * before.encoded().length();
    }

    private EncodedEvents encode(@Nullable KeyValue before) {
        Bytes kv = event.kv().encoded();
        int size = (isPut() ? 0 : TYPE_SIZE) + fieldSize(kv) + (before == null ? 0 : fieldSize(before.encoded()));
        byte[] encoded = new byte[1 + CodedOutputStream.computeUInt32SizeNoTag(size) + size];
        CodedOutputStream out = CodedOutputStream.newInstance(encoded);
        try {
            out.writeUInt32NoTag(EVENTS_TAG);
            out.writeUInt32NoTag(size);
            if (!isPut()) {
                out.writeUInt32NoTag(TYPE_TAG);
                out.writeUInt32NoTag(1);
            }
            writeField(out, KV_TAG, kv);
            if (before != null) {
                writeField(out, PREVIOUS_TAG, before.encoded());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        List<ByteString> alone = List.of(UnsafeByteOperations.unsafeWrap(encoded));
        return new EncodedEvents(alone, encoded.length);
    }

    private static int fieldSize(Bytes bytes) {
        return 1 + CodedOutputStream.computeUInt32SizeNoTag(bytes.length()) + bytes.length();
    }

    private static void writeField(CodedOutputStream out, int tag, Bytes bytes) throws IOException {
        out.writeUInt32NoTag(tag);
        out.writeUInt32NoTag(bytes.length());
        out.writeRawBytes(bytes.toByteString());
    }
}
