package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Buckets;
import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Gauge;
import dev.pharos.kvstore.metrics.instrument.Histogram;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import dev.pharos.kvstore.metrics.instrument.Registry;

/** Traffic with other members. Members are labelled by their ids in hexadecimal. */
public final class NetworkMetrics {
    private final Labelled<Counter> sentBytes;
    private final Labelled<Counter> sentFailures;
    private final Labelled<Counter> receivedBytes;
    private final Labelled<Counter> receivedFailures;
    private final Labelled<Histogram> roundTrips;
    private final Labelled<Gauge> known;
    private final Labelled<Gauge> active;
    private final Labelled<Counter> disconnected;
    private final Direction sending;
    private final Direction receiving;

    NetworkMetrics(Registry registry) {
        sentBytes = registry.counters("etcd_network_peer_sent_bytes_total", "Bytes sent to a member.", "To");
        sentFailures =
                registry.counters("etcd_network_peer_sent_failures_total", "Failures to send to a member.", "To");
        receivedBytes =
                registry.counters("etcd_network_peer_received_bytes_total", "Bytes received from a member.", "From");
        receivedFailures = registry.counters(
                "etcd_network_peer_received_failures_total", "Failures to receive from a member.", "From");
        roundTrips = registry.histograms(
                "etcd_network_peer_round_trip_time_seconds",
                "Time of a probe to a member and back.",
                Buckets.exponential(0.0001, 2, 16),
                "To");
        known = registry.gauges("etcd_network_known_peers", "1 for each other member.", "Local", "Remote");
        active = registry.gauges("etcd_network_active_peers", "1 for each member connected.", "Local", "Remote");
        disconnected = registry.counters(
                "etcd_network_disconnected_peers_total", "Connections to a member that were lost.", "Local", "Remote");
        sending = new Direction(registry, "send", "To");
        receiving = new Direction(registry, "receive", "From");
    }

    /** The series of one peer, all there from now on. */
    public Peer peer(long member) {
        String id = Long.toHexString(member);
        return new Peer(
                sentBytes.with(id),
                sentFailures.with(id),
                receivedBytes.with(id),
                receivedFailures.with(id),
                roundTrips.with(id));
    }

    /** Something that came from an address and could not be read or attributed to a member. */
    public void receiveFailed(String address) {
        receivedFailures.with(address).increment();
    }

    /** The series of snapshots sent to a member. */
    public SnapshotTransfers snapshotsTo(long member) {
        return sending.with(Long.toHexString(member));
    }

    /** The series of snapshots received from a member. */
    public SnapshotTransfers snapshotsFrom(long member) {
        return receiving.with(Long.toHexString(member));
    }

    /** The remote one has become a member. */
    public void memberAdded(long local, long remote) {
        known.with(Long.toHexString(local), Long.toHexString(remote)).set(1);
    }

    /** The remote one is a member no more. */
    public void memberRemoved(long local, long remote) {
        known.remove(Long.toHexString(local), Long.toHexString(remote));
    }

    public void connected(long local, long remote) {
        active.with(Long.toHexString(local), Long.toHexString(remote)).set(1);
    }

    /** A connection that was there is lost. */
    public void disconnected(long local, long remote) {
        active.with(Long.toHexString(local), Long.toHexString(remote)).set(0);
        disconnected.with(Long.toHexString(local), Long.toHexString(remote)).increment();
    }

    /** Round trips are in seconds. */
    public record Peer(
            Counter sentBytes,
            Counter sentFailures,
            Counter receivedBytes,
            Counter receivedFailures,
            Histogram roundTrip) {}

    /** Snapshots on their way, those that arrived and those that did not, and the seconds it took. */
    public record SnapshotTransfers(Gauge inflight, Counter successes, Counter failures, Histogram duration) {}

    private static final class Direction {
        private final Labelled<Gauge> inflights;
        private final Labelled<Counter> successes;
        private final Labelled<Counter> failures;
        private final Labelled<Histogram> durations;

        Direction(Registry registry, String verb, String label) {
            String prefix = "etcd_network_snapshot_" + verb;
            inflights = registry.gauges(prefix + "_inflights_total", "Snapshots on their way.", label);
            successes = registry.counters(prefix + "_success", "Snapshots that arrived.", label);
            failures = registry.counters(prefix + "_failures", "Snapshots that did not arrive.", label);
            durations = registry.histograms(
                    prefix + "_total_duration_seconds", "Time of a snapshot's way.", Scale.TRANSFER, label);
        }

        SnapshotTransfers with(String member) {
            return new SnapshotTransfers(
                    inflights.with(member), successes.with(member), failures.with(member), durations.with(member));
        }
    }
}
