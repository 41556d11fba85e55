package dev.pharos.kvstore.server;

import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.metrics.NetworkMetrics;
import dev.pharos.kvstore.metrics.NetworkMetrics.SnapshotTransfers;
import dev.pharos.kvstore.peer.frame.StreamKind;
import dev.pharos.kvstore.peer.link.PeerEvents;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the log and the metrics how it goes with the other members. Any thread. */
final class PeerReports implements PeerEvents {
    private static final int GONE = 410;

    /** What scripts look for. */
    private static final Map<String, String> WHY_IGNORED = Map.of(
            "cluster ID mismatch", " due to cluster ID mismatch",
            "incompatible version", " due to server version incompatibility");

    private static final Duration WORRYING_CLOCK_DIFFERENCE = Duration.ofSeconds(1);

    private final long self;
    private final NetworkMetrics metrics;
    private final ServerLog log;
    private final Runnable onRemoved;
    private final Map<Long, NetworkMetrics.Peer> peers = new ConcurrentHashMap<>();

    /** @param onRemoved hears, perhaps often, that others take this member for removed */
    PeerReports(long self, NetworkMetrics metrics, ServerLog log, Runnable onRemoved) {
        this.self = self;
        this.metrics = metrics;
        this.log = log;
        this.onRemoved = onRemoved;
    }

    private NetworkMetrics.Peer peer(long member) {
        return peers.computeIfAbsent(member, metrics::peer);
    }

    @Override
    public void becameActive(long member) {
        metrics.connected(self, member);
        log.info("peer became active").with("peer-id", Long.toHexString(member)).write();
    }

    @Override
    public void becameInactive(long member, String reason) {
        metrics.disconnected(self, member);
        log.warn("peer became inactive (message send to peer failed)")
                .with("peer-id", Long.toHexString(member))
                .with("error", reason)
                .write();
    }

    @Override
    public void streamOpened(long member, StreamKind kind) {
        log.info("established TCP streaming connection with remote peer")
                .with("stream-reader-type", kind.word())
                .with("local-member-id", Long.toHexString(self))
                .with("remote-peer-id", Long.toHexString(member))
                .write();
    }

    @Override
    public void streamLost(long member, StreamKind kind, String reason) {
        log.warn("lost TCP streaming connection with remote peer")
                .with("stream-reader-type", kind.word())
                .with("local-member-id", Long.toHexString(self))
                .with("remote-peer-id", Long.toHexString(member))
                .with("error", reason)
                .write();
    }

    @Override
    public void refused(long member, int status, String text) {
        log.warn("request sent was ignored by remote peer" + WHY_IGNORED.getOrDefault(text, ""))
                .with("local-member-id", Long.toHexString(self))
                .with("remote-peer-id", Long.toHexString(member))
                .with("status", status)
                .with("error", text)
                .write();
        if (status == GONE) {
            onRemoved.run();
        }
    }

    @Override
    public void unusableAddress(long member, String reason) {
        log.warn("a peer address cannot be used")
                .with("remote-peer-id", Long.toHexString(member))
                .with("error", reason)
                .write();
    }

    @Override
    public void sent(long member, long bytes) {
        peer(member).sentBytes().add(bytes);
    }

    @Override
    public void sendFailed(long member, String reason) {
        peer(member).sentFailures().increment();
    }

    @Override
    public void received(long member, long bytes) {
        peer(member).receivedBytes().add(bytes);
    }

    @Override
    public void receiveFailed(String from, String reason) {
        metrics.receiveFailed(from);
    }

    @Override
    public void probed(long member, Duration roundTrip, Duration clockDifference) {
        peer(member).roundTrip().observeNanosAsSeconds(roundTrip.toNanos());
        if (clockDifference.abs().compareTo(WORRYING_CLOCK_DIFFERENCE) > 0) {
            log.warn("prober found high clock drift")
                    .with("remote-peer-id", Long.toHexString(member))
                    .with("clock-drift", clockDifference)
                    .write();
        }
    }

    @Override
    public void snapshotSending(long member) {
        metrics.snapshotsTo(member).inflight().add(1);
        log.info("sending database snapshot")
                .with("to", Long.toHexString(member))
                .write();
    }

    @Override
    public void snapshotSent(long member, long bytes, Duration took) {
        arrived(metrics.snapshotsTo(member), took);
        log.info("sent database snapshot")
                .with("to", Long.toHexString(member))
                .with("bytes", bytes)
                .with("took", took)
                .write();
    }

    @Override
    public void snapshotSendFailed(long member, String reason) {
        failed(metrics.snapshotsTo(member));
        log.warn("failed to send database snapshot")
                .with("to", Long.toHexString(member))
                .with("error", reason)
                .write();
    }

    @Override
    public void snapshotArriving(long member) {
        metrics.snapshotsFrom(member).inflight().add(1);
        log.info("receiving database snapshot")
                .with("remote-snapshot-sender-id", Long.toHexString(member))
                .write();
    }

    @Override
    public void snapshotArrived(long member, long bytes, Duration took) {
        arrived(metrics.snapshotsFrom(member), took);
        log.info("received and saved database snapshot")
                .with("remote-snapshot-sender-id", Long.toHexString(member))
                .with("incoming-snapshot-size-bytes", bytes)
                .with("download-took", took)
                .write();
    }

    @Override
    public void snapshotArrivalFailed(long member, String reason) {
        failed(metrics.snapshotsFrom(member));
        log.warn("failed to receive database snapshot")
                .with("remote-snapshot-sender-id", Long.toHexString(member))
                .with("error", reason)
                .write();
    }

    private static void arrived(SnapshotTransfers transfers, Duration took) {
        transfers.inflight().add(-1);
        transfers.successes().increment();
        transfers.duration().observeNanosAsSeconds(took.toNanos());
    }

    private static void failed(SnapshotTransfers transfers) {
        transfers.inflight().add(-1);
        transfers.failures().increment();
    }
}
