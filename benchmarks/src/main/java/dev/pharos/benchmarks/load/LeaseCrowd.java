package dev.pharos.benchmarks.load;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import java.util.concurrent.TimeUnit;

/**
 * Many leases with a key each that expire together, while puts at a steady rate look for pauses. Renewed once
 * when all are granted, so that their deadlines lie as close together as the server renews.
 */
public final class LeaseCrowd {
    private static final String PREFIX = "lease/";
    private static final ByteString PROBE = ByteString.copyFromUtf8("probe");
    private static final int OUTSTANDING = 256;
    private static final double PROBES_PER_SECOND = 100;
    private static final long LONGEST_SECONDS = 400;

    private final Connections connections;
    private final int leases;
    private final long ttlSeconds;
    private final long firstId;

    public LeaseCrowd(Connections connections, int leases, long ttlSeconds, long firstId) {
        this.connections = connections;
        this.leases = leases;
        this.ttlSeconds = ttlSeconds;
        this.firstId = firstId;
    }

    /** Grants, attaches, renews and waits until the last key is gone. */
    public Expiry run() throws InterruptedException {
        Amount once = Amount.requests(leases);
        ClosedLoop.run(connections, grants(), OUTSTANDING, once).verified();
        ByteString value = Requests.value(16);
        Traffic puts = Traffic.of(KVGrpc.getPutMethod(), n -> Requests.put(key(n), value, firstId + n));
        ClosedLoop.run(connections, puts, OUTSTANDING, once).verified();
        try (WatchCrowd deletions = WatchCrowd.open(connections, deletionsOfAll(), 1, 1)) {
            long firstDue = System.nanoTime() + TimeUnit.SECONDS.toNanos(ttlSeconds);
            ClosedLoop.run(connections, renewals(), OUTSTANDING, once).verified();
            long due = System.nanoTime() + TimeUnit.SECONDS.toNanos(ttlSeconds);
            Latencies before = probeUntil(firstDue - TimeUnit.SECONDS.toNanos(1));
            Latencies probes = probeUntilGone(deletions, due);
            double seconds = Math.max(0, (deletions.lastEvent() - due) / 1e9);
            return new Expiry(deletions.events(), seconds, before, probes);
        }
    }

    private Traffic grants() {
        return Traffic.of(LeaseGrpc.getLeaseGrantMethod(), n -> Requests.grant(firstId + n, ttlSeconds));
    }

    private Traffic renewals() {
        return Traffic.of(LeaseGrpc.getLeaseKeepAliveMethod(), n -> Requests.keepAlive(firstId + n));
    }

    /** What puts take while nothing expires. */
    private Latencies probeUntil(long end) throws InterruptedException {
        Latencies latencies = new Latencies();
        while (System.nanoTime() - end < 0) {
            latencies.addAll(probeForASecond());
        }
        return latencies;
    }

    private Latencies probeForASecond() throws InterruptedException {
        Traffic probe = Traffic.of(KVGrpc.getPutMethod(), n -> Requests.stampedPut(PROBE, Long.BYTES));
        return OpenLoop.run(connections, probe, PROBES_PER_SECOND, Amount.seconds(1))
                .verified()
                .latencies();
    }

    private Latencies probeUntilGone(WatchCrowd deletions, long due) throws InterruptedException {
        Latencies latencies = new Latencies();
        while (deletions.events() < leases) {
            if (System.nanoTime() - due > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new LoadFailure(leases - deletions.events() + " leases did not expire", null);
            }
            latencies.addAll(probeForASecond());
        }
        return latencies;
    }

    private static ByteString key(long number) {
        return ByteString.copyFromUtf8(PREFIX).concat(Requests.key(number, 10));
    }

    private static WatchCreateRequest deletionsOfAll() {
        RangeRequest.Builder range = Requests.withPrefix(PREFIX);
        return WatchCreateRequest.newBuilder()
                .setKey(range.getKey())
                .setRangeEnd(range.getRangeEnd())
                .addFilters(WatchCreateRequest.FilterType.NOPUT)
                .build();
    }

    /**
     * How many keys went, how long after the last deadline the last one went, and how puts fared before the first
     * deadline and from there on.
     */
    public record Expiry(long deleted, double secondsAfterDeadline, Latencies before, Latencies probes) {}
}
