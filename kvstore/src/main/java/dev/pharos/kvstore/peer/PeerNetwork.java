package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.http.exchange.RequestHandler;
import dev.pharos.kvstore.listen.EventLoops;
import dev.pharos.kvstore.peer.link.Dialler;
import dev.pharos.kvstore.peer.link.LinkOptions;
import dev.pharos.kvstore.peer.link.LinkParts;
import dev.pharos.kvstore.peer.link.LocalMember;
import dev.pharos.kvstore.peer.link.PeerEvents;
import dev.pharos.kvstore.peer.link.PeerLink;
import dev.pharos.kvstore.peer.link.PeerUrl;
import dev.pharos.kvstore.peer.link.Reception;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.transport.Inbox;
import dev.pharos.raft.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The network between members. Messages to a member are queued up to a bound and sent once; what does not
 * fit, or is in a stream that ends, is lost and reported as such. Thread-safe; nothing here waits, but for
 * {@link #close}.
 */
public final class PeerNetwork implements Transport, AutoCloseable {
    private static final int ARRIVAL_THREADS = 2;
    private static final Duration CLOSE_TIME = Duration.ofSeconds(2);

    private final LinkParts parts;
    private final Roster roster;
    private final ThreadPoolExecutor arrivalWorkers;
    private final SnapshotArrivals arrivals;
    private final SnapshotDispatch dispatch;
    private final RaftSite site;
    private final ScheduledFuture<?> heartbeats;

    private PeerNetwork(LinkParts parts, EventLoops loops, SnapshotPorts snapshots) {
        this.parts = parts;
        this.roster = new Roster(parts);
        this.arrivalWorkers = new ThreadPoolExecutor(
                ARRIVAL_THREADS,
                ARRIVAL_THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                WorkerThreads.named("peer-snapshot-in"));
        arrivalWorkers.allowCoreThreadTimeOut(true);
        this.arrivals = new SnapshotArrivals(parts, roster, snapshots.sink(), arrivalWorkers);
        this.dispatch = new SnapshotDispatch(parts, snapshots.source());
        this.site = new RaftSite(parts, roster, arrivals);
        long nanos = parts.options().heartbeatInterval().toNanos();
        this.heartbeats = loops.group()
                .scheduleWithFixedDelay(() -> roster.each(PeerLink::heartbeat), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * A network without members yet. The loops must outlive it. Own addresses that others cannot dial are told; a
     * sole member needs none.
     */
    public static PeerNetwork start(
            LocalMember self, LinkOptions options, EventLoops loops, SnapshotPorts snapshots, PeerEvents events) {
        self.peerUrls().forEach(url -> tellIfUnusable(self.id(), url, events));
        Dialler dialler = new Dialler(loops, options.dialTimeout());
        LinkParts parts = new LinkParts(self, options, dialler, new Reception(), events);
        return new PeerNetwork(parts, loops, snapshots);
    }

    private static void tellIfUnusable(long self, String url, PeerEvents events) {
        try {
            PeerUrl.parse(url);
        } catch (IllegalArgumentException unusable) {
            events.unusableAddress(self, String.valueOf(unusable.getMessage()));
        }
    }

    /** What came before is lost. */
    public void attach(Inbox inbox) {
        parts.reception().attach(inbox);
    }

    /**
     * Who is a member now. Links to others are opened, those to members that are none any more ended; new
     * addresses count for the next attempt to connect.
     *
     * @param addresses the peer URLs of each member; one's own do not matter
     * @param removed who was a member once and never can be again
     */
    public void setMembers(Map<Long, List<String>> addresses, Set<Long> removed) {
        roster.set(addresses, removed);
    }

    /** Answers the paths {@code /raft} and under it. */
    public RequestHandler requestHandler() {
        return site;
    }

    /** Since when a member can be spoken to without a break, by {@code System.nanoTime}; empty if it cannot. */
    public OptionalLong activeSince(long member) {
        return roster.member(member).map(PeerLink::activeSince).orElseGet(OptionalLong::empty);
    }

    @Override
    public void send(Message message) {
        if (message instanceof InstallSnapshot) {
            throw new IllegalArgumentException("snapshots go by sendSnapshot");
        }
        PeerLink link = roster.receiver(message.to());
        if (link != null) {
            link.send(message);
        }
    }

    @Override
    public void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery) {
        PeerLink link = roster.receiver(message.to());
        if (link == null) {
            delivery.failed();
        } else {
            dispatch.send(link, message, delivery);
        }
    }

    /** Ends every connection, and snapshots under way as failed, within a few seconds. */
    @Override
    public void close() {
        heartbeats.cancel(false);
        arrivals.close();
        arrivalWorkers.shutdown();
        dispatch.close();
        roster.close();
        parts.dialler().close();
        try {
            if (!arrivalWorkers.awaitTermination(CLOSE_TIME.toNanos(), TimeUnit.NANOSECONDS)) {
                arrivalWorkers.shutdownNow();
            }
            dispatch.awaitEnd(CLOSE_TIME);
        } catch (InterruptedException hurried) {
            // Whoever closes wants no further waiting; the threads end by themselves.
            Thread.currentThread().interrupt();
        }
    }
}
