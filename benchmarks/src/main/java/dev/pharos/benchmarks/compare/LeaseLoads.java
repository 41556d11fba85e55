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
    /** The server chooses. */
    private static final long ANY_ID = 0;

    private static final long FIRST_ID = 1_000_000_000L;
    private static final long FIRST_CROWD_ID = 2_000_000_000L;
    private static final int RENEWED = 1_000;
    private static final int OUTSTANDING = 256;
    private static final long LONG_SECONDS = 36_000;

    private LeaseLoads() {}

    private static Traffic grants(long firstId) {
        return Traffic.of(
                LeaseGrpc.getLeaseGrantMethod(),
                n -> Requests.grant(firstId == ANY_ID ? ANY_ID : firstId + n, LONG_SECONDS));
    }

    static void grant(Visit visit) throws InterruptedException {
        try (Connections connections = visit.connect(16)) {
            Traffic traffic = grants(ANY_ID);
            Metered metered = visit.meterWarm(amount -> ClosedLoop.run(connections, traffic, OUTSTANDING, amount));
            visit.add(Row.GRANT_CPU, metered.serverMicros());
            visit.add(Row.GRANT, metered.load().perSecond());
        }
    }

    static void renew(Visit visit) throws InterruptedException {
        Traffic traffic =
                Traffic.of(LeaseGrpc.getLeaseKeepAliveMethod(), n -> Requests.keepAlive(FIRST_ID + n % RENEWED));
        try (Connections connections = visit.connect(16)) {
            ClosedLoop.run(connections, grants(FIRST_ID), OUTSTANDING, Amount.requests(RENEWED))
                    .verified();
            Metered each = visit.meterWarm(amount -> ClosedLoop.run(connections, traffic, OUTSTANDING, amount));
            visit.add(Row.RENEW_CPU, each.serverMicros());
            visit.add(Row.RENEW, each.load().perSecond());
            Metered open = visit.meterWarm(amount -> StreamLoop.run(connections, traffic, OUTSTANDING, amount));
            visit.add(Row.RENEW_OPEN_CPU, open.serverMicros());
        }
    }

    static void expire(Visit visit) throws InterruptedException {
        Scale scale = visit.scale();
        try (Connections connections = visit.connect(16)) {
            LeaseCrowd.Expiry expiry =
                    new LeaseCrowd(connections, scale.leases(), scale.leaseSeconds(), FIRST_CROWD_ID).run();
            visit.add(Row.EXPIRY, expiry.secondsAfterDeadline());
            visit.add(Row.EXPIRY_BEFORE, expiry.before().max() / 1e6);
            visit.add(Row.EXPIRY_STALL, expiry.probes().max() / 1e6);
            visit.add(Row.EXPIRY_STALL_P99, expiry.probes().percentile(0.99) / 1e6);
        }
    }
}
