package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.peer.frame.SnapshotHead;
import dev.pharos.kvstore.peer.link.LocalMember;
import dev.pharos.kvstore.peer.link.PeerEvents;
import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot that another member posts. The head is read on the event loop, which owns the fields above
 * the line; the body goes to {@code work}, whose tasks own those below it.
 */
final class ArrivingSnapshot implements BodyReader {
    private static final long PAUSE_ABOVE_BYTES = 1 << 20;
    private static final long RESUME_BELOW_BYTES = 256 * 1024;

    private final Exchange exchange;
    private final SnapshotArrivals arrivals;
    private final PeerEvents events;
    private final long begunNanos = System.nanoTime();
    private final SnapshotHead head = new SnapshotHead();
    private final SerialWork work;
    private final AtomicLong waitingBytes = new AtomicLong();
    private @Nullable InstallSnapshot message;
    private boolean refused;
    private boolean bodyEnded;

    // ---- of the work ----
    private @Nullable IncomingSnapshot incoming;
    private long bytes;
    private boolean over;

    ArrivingSnapshot(Exchange exchange, SnapshotArrivals arrivals) {
        this.exchange = exchange;
        this.arrivals = arrivals;
        this.events = arrivals.parts().events();
        this.work = new SerialWork(arrivals.workers());
    }

    @Override
    public void piece(ByteBuf piece) {
        if (message == null && !refused) {
            readHead(piece);
        }
        if (message != null && piece.isReadable()) {
            pass(piece);
        }
    }

    private void readHead(ByteBuf piece) {
        try {
            if (head.feed(piece)) {
                take(head.message());
            }
        } catch (MalformedRecord malformed) {
            undecodable(String.valueOf(malformed.getMessage()));
        }
    }

    private void take(Optional<Message> content) {
        if (content.isEmpty() || !(content.get() instanceof InstallSnapshot install)) {
            refuse(Answer.refusal(400, "wrong raft message type"), "it is no snapshot");
            return;
        }
        Optional<Answer> refusal =
                Admission.refusal(install, arrivals.parts().self().id(), arrivals.roster());
        if (refusal.isPresent()) {
            refuse(refusal.get(), "it is not from a member, or not for this one");
        } else if (!arrivals.admit(install.from(), this)) {
            refuse(Answer.refusal(503, "too many snapshots are arriving"), "too many are arriving");
        } else {
            message = install;
            events.snapshotArriving(install.from());
            work.add(() -> begin(install));
        }
    }

    private void undecodable(String reason) {
        refuse(Answer.refusal(400, "failed to decode raft message (" + reason + ")"), reason);
    }

    private void refuse(Answer answer, String reason) {
        refused = true;
        exchange.answer(answer);
        String from = exchange.head().header(LocalMember.FROM).orElse("unknown");
        events.receiveFailed(from, "a snapshot was refused: " + reason);
    }

    private void pass(ByteBuf piece) {
        byte[] copy = new byte[piece.readableBytes()];
        piece.readBytes(copy);
        long waiting = waitingBytes.addAndGet(copy.length);
        work.add(() -> write(copy));
        if (waiting > PAUSE_ABOVE_BYTES) {
            exchange.pauseBody();
        }
    }

    @Override
    public void end() {
        bodyEnded = true;
        InstallSnapshot whole = message;
        if (whole != null) {
            work.add(() -> complete(whole));
        } else if (!refused) {
            undecodable(head.isUntouched() ? "EOF" : "unexpected EOF");
        }
    }

    @Override
    public void clientGone() {
        if (!bodyEnded && message != null) {
            giveUp("the sender broke off");
        }
    }

    /** On any thread. */
    void giveUp(String reason) {
        work.add(() -> {
            if (!over) {
                fail(reason);
            }
        });
    }

    private void begin(InstallSnapshot install) {
        if (!over) {
            guarded(() -> incoming = arrivals.sink().begin(install.snapshot()));
        }
    }

    private void write(byte[] piece) {
        IncomingSnapshot into = incoming;
        if (!over && into != null) {
            bytes += piece.length;
            guarded(() -> into.write(ByteBuffer.wrap(piece)));
        }
        long left = waitingBytes.addAndGet(-piece.length);
        if (left < RESUME_BELOW_BYTES && left + piece.length >= RESUME_BELOW_BYTES) {
            exchange.loop().execute(exchange::resumeBody);
        }
    }

    private void complete(InstallSnapshot install) {
        IncomingSnapshot into = incoming;
        if (over || into == null) {
            return;
        }
        guarded(into::complete);
        if (!over) {
            over = true;
            arrivals.over(install.from(), this);
            events.received(install.from(), bytes);
            events.snapshotArrived(install.from(), bytes, Duration.ofNanos(System.nanoTime() - begunNanos));
            arrivals.parts().reception().receive(install);
            exchange.answer(Answer.empty(204));
        }
    }

    /** A step that may wait for the disk. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException broken) {
            // The sender is told, and sends anew; nothing is left of this one.
            fail(String.valueOf(broken.getMessage()));
        }
    }

    private void fail(String reason) {
        over = true;
        IncomingSnapshot into = incoming;
        incoming = null;
        if (into != null) {
            into.abort();
        }
        long from = message == null ? 0 : message.from();
        arrivals.over(from, this);
        events.snapshotArrivalFailed(from, reason);
        exchange.answer(Answer.refusal(500, "failed to save KV snapshot (" + reason + ")"));
    }
}
