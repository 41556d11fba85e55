package dev.pharos.kvstore.peer.link;

import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.peer.frame.FrameWriter;
import dev.pharos.kvstore.peer.frame.StreamKind;
import dev.pharos.raft.model.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stream that another member keeps open to hear from us. Owned by the event loop of its exchange; {@link
 * #offer}, {@link #heartbeat} and {@link #close} may be called on any thread.
 */
final class AcceptedStream implements BodyReader {
    private static final int MAX_MESSAGES = 4096;
    private static final long MAX_BYTES = 128L << 20;
    private static final int BURST_BYTES = 256 * 1024;

    /** What became of a message. */
    enum Offered {
        TAKEN,
        FULL,
        CLOSED
    }

    /** How the rest of a stream is dealt with. */
    enum Ending {
        /** The other member sees that the stream is over. */
        ORDERLY,
        /** The connection is cut. */
        CUT
    }

    private final PeerLink link;
    private final StreamKind kind;
    private final Exchange exchange;
    private final FrameWriter frames;
    private final Queue<Message> waiting = new ArrayBlockingQueue<>(MAX_MESSAGES);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean woken = new AtomicBoolean();

    /** Whether the latest heartbeat found no room; the first of them in a row did by {@code System.nanoTime}. */
    private boolean wasFull;

    private long fullSinceNanos;

    private volatile boolean closed;

    AcceptedStream(PeerLink link, StreamKind kind, Exchange exchange) {
        this.link = link;
        this.kind = kind;
        this.exchange = exchange;
        this.frames = kind.writer();
    }

    Offered offer(Message message) {
        if (closed) {
            return Offered.CLOSED;
        }
        long bytes = MessageWeight.of(message);
        // One message always has room, however large it is.
        if (waitingBytes.addAndGet(bytes) > MAX_BYTES + bytes || !waiting.offer(message)) {
            waitingBytes.addAndGet(-bytes);
            return Offered.FULL;
        }
        if (woken.compareAndSet(false, true)) {
            exchange.loop().execute(this::drain);
        }
        return closed ? Offered.CLOSED : Offered.TAKEN;
    }

    private void drain() {
        woken.set(false);
        while (!closed && exchange.isWritable() && !waiting.isEmpty()) {
            burst();
        }
    }

    /** What goes out together costs one write. */
    private void burst() {
        ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
        try {
            while (out.readableBytes() < BURST_BYTES) {
                Message message = waiting.poll();
                if (message == null) {
                    break;
                }
                waitingBytes.addAndGet(-MessageWeight.of(message));
                frames.message(message, out);
            }
        } catch (RuntimeException broken) {
            out.release();
            end(Ending.CUT, "a message cannot be written: " + broken);
            return;
        }
        send(out);
    }

    private void send(ByteBuf out) {
        link.sent(out.readableBytes());
        exchange.write(out);
    }

    @Override
    public void writable() {
        wasFull = false;
        drain();
    }

    @Override
    public void clientGone() {
        end(Ending.CUT, "the other side has closed the " + kind.word() + " stream");
    }

    /** Due three times within the time after which a silent stream counts as dead for its reader. */
    void heartbeat() {
        exchange.loop().execute(() -> {
            if (closed) {
                return;
            }
            if (exchange.isWritable()) {
                ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
                frames.heartbeat(out);
                send(out);
            } else if (isFullForTooLong(System.nanoTime())) {
                end(Ending.CUT, "the other side does not read the " + kind.word() + " stream");
            }
        });
    }

    private boolean isFullForTooLong(long now) {
        if (!wasFull) {
            wasFull = true;
            fullSinceNanos = now;
        }
        return now - fullSinceNanos >= link.writeTimeout().toNanos();
    }

    void close(Ending ending) {
        exchange.loop().execute(() -> end(ending, ""));
    }

    private void end(Ending ending, String fault) {
        if (closed) {
            return;
        }
        closed = true;
        boolean lost = !waiting.isEmpty();
        waiting.clear();
        link.gone(kind, this, fault);
        if (lost) {
            link.lost("the " + kind.word() + " stream has ended");
        }
        if (ending == Ending.ORDERLY) {
            exchange.end();
        } else {
            exchange.abort();
        }
    }
}
