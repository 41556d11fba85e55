package dev.pharos.benchmarks.compare;

import dev.pharos.benchmarks.load.Amount;
import dev.pharos.benchmarks.load.ClosedLoop;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.LeaseCrowd;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.StreamLoop;
import dev.pharos.benchmarks.load.Traffic;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;

/** Leases: granting, renewing, and all of them expiring at once. */
final class LeaseLoads {
    private static final long FIRST_ID = 1_000_000_000L;
    private static final long FIRST_CROWD_ID = 2_000_000_000L;
    private static final int RENEWED = 1_000;
    private static final int OUTSTANDING = 256;
    private static final long LONG_SECONDS = 36_000;

    private LeaseLoads() {}

    static void grant(Visit visit) throws InterruptedException {
        Traffic traffic = Traffic.of(LeaseGrpc.getLeaseGrantMethod(), n -> Requests.grant(FIRST_ID + n, LONG_SECONDS));
        try (Connections connections = visit.connect(16)) {
            Amount amount =
                    new Amount(100_000, Amount.seconds(visit.scale().seconds()).atMost());
            Metered metered = visit.meter(() -> ClosedLoop.run(connections, traffic, OUTSTANDING, amount));
            visit.add(Row.GRANT_CPU, metered.serverMicros());
            visit.add(Row.GRANT, metered.load().perSecond());
        }
    }

    static void renew(Visit visit) throws InterruptedException {
        Traffic traffic =
                Traffic.of(LeaseGrpc.getLeaseKeepAliveMethod(), n -> Requests.keepAlive(FIRST_ID + n % RENEWED));
        Amount amount = Amount.seconds(visit.scale().seconds());
        try (Connections connections = visit.connect(16)) {
            Metered each = visit.meter(() -> ClosedLoop.run(connections, traffic, OUTSTANDING, amount));
            visit.add(Row.RENEW_CPU, each.serverMicros());
            visit.add(Row.RENEW, each.load().perSecond());
            Metered open = visit.meter(() -> StreamLoop.run(connections, traffic, OUTSTANDING, amount));
            visit.add(Row.RENEW_OPEN_CPU, open.serverMicros());
        }
    }

    static void expire(Visit visit) throws InterruptedException {
        Scale scale = visit.scale();
        try (Connections connections = visit.connect(16)) {
            LeaseCrowd.Expiry expiry =
                    new LeaseCrowd(connections, scale.leases(), scale.leaseSeconds(), FIRST_CROWD_ID).run();
            visit.add(Row.EXPIRY, expiry.secondsAfterDeadline());
            visit.add(Row.EXPIRY_STALL, expiry.probes().max() / 1e6);
            visit.add(Row.EXPIRY_STALL_P99, expiry.probes().percentile(0.99) / 1e6);
        }
    }
}
