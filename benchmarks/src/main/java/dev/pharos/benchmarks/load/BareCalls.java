package dev.pharos.benchmarks.load;

import io.grpc.MethodDescriptor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * gRPC calls on one connection, which the first of them makes. A message of an answer is good news; its trailers
 * are not read, so an end without enough messages is bad news of unknown kind. Sends little enough to need no
 * leave of the server's flow control. Owner: the thread of the wire.
 */
final class BareCalls implements Wire.Receiver {
    private static final byte[] NOTHING = {};
    private static final byte[] SETTINGS_ACK = Frames.frame(Frames.SETTINGS, Frames.ACK, 0, NOTHING);

    private final Wire wire;
    private final String authority;
    private final Map<Integer, Consumer<Boolean>> open = new HashMap<>();
    private Wire.@Nullable Link link;
    private int nextStream = 1;

    BareCalls(Wire wire, Endpoint endpoint) {
        this.wire = wire;
        this.authority = endpoint.toString();
    }

    /**
     * Sends the only, or the first, message of a call.
     *
     * @param listener hears true at each message of the answer and false at the end
     */
    void call(MethodDescriptor<?, ?> method, byte[] message, Consumer<Boolean> listener) {
        int stream = nextStream;
        nextStream += 2;
        open.put(stream, listener);
        boolean single = method.getType() == MethodDescriptor.MethodType.UNARY;
        link().send(Frames.call(
                stream, method.getFullMethodName(), authority, message, single ? Frames.END_STREAM : 0));
    }

    private Wire.Link link() {
        Wire.Link known = link;
        if (known == null) {
            known = wire.connect(this);
            known.send(Frames.opening());
            link = known;
        }
        return known;
    }

    @Override
    public void received(ByteBuffer bytes) {
        while (bytes.remaining() >= Frames.HEADER_BYTES) {
            int head = bytes.getInt(bytes.position());
            int length = head >>> 8;
            if (bytes.remaining() < Frames.HEADER_BYTES + length) {
                return;
            }
            int flags = bytes.get(bytes.position() + Integer.BYTES);
            int stream = bytes.getInt(bytes.position() + Integer.BYTES + 1);
            bytes.position(bytes.position() + Frames.HEADER_BYTES);
            byte[] payload = new byte[length];
            bytes.get(payload);
            frame(head & 0xff, flags, stream, payload);
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) {
        switch (type) {
            case Frames.DATA -> message(stream, payload);
            case Frames.HEADERS -> {
                if ((flags & Frames.END_STREAM) != 0) {
                    over(stream);
                }
            }
            case Frames.RST_STREAM -> over(stream);
            case Frames.GOAWAY -> ended();
            case Frames.SETTINGS -> {
                if ((flags & Frames.ACK) == 0) {
                    link().send(SETTINGS_ACK);
                }
            }
            case Frames.PING -> {
                if ((flags & Frames.ACK) == 0) {
                    link().send(Frames.frame(Frames.PING, Frames.ACK, 0, payload));
                }
            }
            default -> {
                // Windows and priorities: nothing to do.
            }
        }
    }

    /** Answers are small: each comes in one frame, or in one with others that the same listener awaits. */
    private void message(int stream, byte[] payload) {
        Consumer<Boolean> listener = open.get(stream);
        if (listener != null && payload.length > 0) {
            listener.accept(true);
        }
    }

    private void over(int stream) {
        Consumer<Boolean> listener = open.remove(stream);
        if (listener != null) {
            listener.accept(false);
        }
    }

    @Override
    public void ended() {
        Map<Integer, Consumer<Boolean>> left = new HashMap<>(open);
        open.clear();
        left.values().forEach(listener -> listener.accept(false));
    }
}
