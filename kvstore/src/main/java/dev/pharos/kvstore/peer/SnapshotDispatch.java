package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.peer.frame.SnapshotHead;
import dev.pharos.kvstore.peer.link.LinkParts;
import dev.pharos.kvstore.peer.link.PeerEvents;
import dev.pharos.kvstore.peer.link.PeerLink;
import dev.pharos.kvstore.peer.link.PeerUrl;
import dev.pharos.kvstore.peer.link.SnapshotPost;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.transport.Transport.SnapshotDelivery;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Sends snapshots to other members, few at once, on threads of its own. Thread-safe. */
final class SnapshotDispatch {
    private static final int MAX_UNDER_WAY = 2;
    private static final int MAX_WAITING = 16;

    private final LinkParts parts;
    private final SnapshotSource source;
    private final PeerEvents events;
    private final ThreadPoolExecutor workers;

    SnapshotDispatch(LinkParts parts, SnapshotSource source) {
        this.parts = parts;
        this.source = source;
        this.events = parts.events();
        this.workers = new ThreadPoolExecutor(
                MAX_UNDER_WAY,
                MAX_UNDER_WAY,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                WorkerThreads.named("peer-snapshot-out"));
        workers.allowCoreThreadTimeOut(true);
    }

    /** Reports how it ended, in any case. */
    void send(PeerLink link, InstallSnapshot message, SnapshotDelivery delivery) {
        Job job = new Job(link, message, delivery);
        try {
            workers.execute(job);
        } catch (RejectedExecutionException tooMany) {
            job.fail("too many snapshots are to be sent, or the network is closing");
        }
    }

    /** What is under way is broken off. */
    void close() {
        for (Runnable waiting : workers.shutdownNow()) {
            ((Job) waiting).fail("the network is closing");
        }
    }

    boolean awaitEnd(Duration time) throws InterruptedException {
        return workers.awaitTermination(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** One snapshot to one member. Owned by the thread that runs it. */
    private final class Job implements Runnable {
        private final PeerLink link;
        private final InstallSnapshot message;
        private final SnapshotDelivery delivery;
        private final long begunNanos = System.nanoTime();

        Job(PeerLink link, InstallSnapshot message, SnapshotDelivery delivery) {
            this.link = link;
            this.message = message;
            this.delivery = delivery;
        }

        @Override
        public void run() {
            String fault = "it broke off";
            try {
                events.snapshotSending(link.member());
                fault = attempt();
            } finally {
                if (fault.isEmpty()) {
                    delivery.delivered();
                } else {
                    fail(fault);
                }
            }
        }

        /** Why it failed; empty if it did not. */
        private String attempt() {
            PeerUrl url = link.address().orElse(null);
            if (url == null) {
                return "no address is known";
            }
            try {
                long bytes = post(url);
                link.works();
                events.sent(link.member(), bytes);
                events.snapshotSent(link.member(), bytes, Duration.ofNanos(System.nanoTime() - begunNanos));
                return "";
            } catch (IOException | RuntimeException broken) {
                // The leader is told, and tries again later.
                link.addressFailed(url);
                return "it cannot be sent: " + broken.getMessage();
            }
        }

        private long post(PeerUrl url) throws IOException {
            try (OutgoingSnapshot snapshot = source.open();
                    SnapshotPost post = SnapshotPost.open(parts, url)) {
                ByteBuf head = Unpooled.buffer();
                SnapshotHead.write(new InstallSnapshot(message.envelope(), snapshot.snapshot()), head);
                post.head(head);
                long before = post.bytes();
                snapshot.writeTo(post);
                long body = post.bytes() - before;
                if (body != snapshot.sizeBytes()) {
                    throw new IOException("its body has " + body + " bytes, not " + snapshot.sizeBytes());
                }
                post.finish();
                return post.bytes();
            }
        }

        void fail(String reason) {
            link.fails("a snapshot was not taken: " + reason);
            events.sendFailed(link.member(), reason);
            events.snapshotSendFailed(link.member(), reason);
            parts.reception().unreachable(link.member());
            delivery.failed();
        }
    }
}
