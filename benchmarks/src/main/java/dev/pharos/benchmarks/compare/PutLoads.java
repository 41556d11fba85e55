package dev.pharos.benchmarks.compare;

import dev.pharos.benchmarks.load.Amount;
import dev.pharos.benchmarks.load.ClosedLoop;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.LoadResult;
import dev.pharos.benchmarks.load.OpenLoop;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.Requests.ReadKind;
import dev.pharos.benchmarks.load.Traffic;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;

/** Puts and update transactions on a small store: keys of 8 bytes, values of 256. */
final class PutLoads {
    private static final int KEYS = 100_000;
    private static final int COLD_PUTS = 10_000;
    private static final int PACED_PER_SECOND = 4_000;
    private static final int LARGE = 64 << 10;

    private PutLoads() {}

    private static Traffic puts() {
        return Traffic.of(KVGrpc.getPutMethod(), Requests.puts(KEYS, 8, 256));
    }

    static void cold(Visit visit) throws InterruptedException {
        visit.add(Row.START, visit.secondsToStart());
        try (Connections connections = visit.connect(8)) {
            LoadResult result = ClosedLoop.run(connections, puts(), 64, Amount.requests(COLD_PUTS));
            visit.add(Row.COLD_PUT, result.verified().perSecond());
        }
    }

    static void warmUp(Visit visit) throws InterruptedException {
        Amount amount = Amount.seconds(visit.scale().warmUpSeconds());
        Traffic gets = Traffic.of(
                KVGrpc.getRangeMethod(), n -> Requests.get(Requests.key(n % KEYS, 8), ReadKind.LINEARIZABLE));
        try (Connections connections = visit.connect(32)) {
            ClosedLoop.run(connections, puts(), 256, amount).verified();
            ClosedLoop.run(connections, gets, 256, amount).verified();
        }
    }

    static void one(Visit visit) throws InterruptedException {
        try (Connections connections = visit.connect(1)) {
            Metered metered = visit.meterWarm(amount -> ClosedLoop.run(connections, puts(), 1, amount));
            visit.add(Row.PUT_ONE, metered.load().perSecond());
            visit.add(Row.PUT_ONE_P50, metered.load().micros(0.5));
            visit.add(Row.PUT_ONE_P99, metered.load().micros(0.99));
            visit.add(Row.PUT_ONE_CPU, metered.serverMicros());
        }
    }

    static void many(Visit visit) throws InterruptedException {
        try (Connections connections = visit.connect(100)) {
            Metered metered = visit.meterWarm(amount -> ClosedLoop.run(connections, puts(), 1000, amount));
            visit.add(Row.PUT_MANY_CPU, metered.serverMicros());
            visit.add(Row.PUT_MANY, metered.load().perSecond());
            visit.add(Row.PUT_MANY_P99, metered.load().micros(0.99) / 1e3);
        }
    }

    static void h2load(Visit visit) throws InterruptedException {
        byte[] request = Requests.puts(KEYS, 8, 256).apply(0);
        H2Load load = new H2Load(visit.kind().endpoint(), KVGrpc.getPutMethod(), request);
        load.run(visit, visit.scale().seconds() * 40_000).ifPresent(metered -> {
            visit.add(Row.PUT_H2_CPU, metered.serverMicros());
            visit.add(Row.PUT_H2, metered.load().perSecond());
        });
    }

    /** The same rate for both, below what either can do: what a client sees that does not wait its turn. */
    static void paced(Visit visit) throws InterruptedException {
        try (Connections connections = visit.connect(16)) {
            Amount amount = Amount.seconds(visit.scale().seconds() * 2L);
            Metered metered = visit.meter(() -> OpenLoop.run(connections, puts(), PACED_PER_SECOND, amount));
            visit.add(Row.PUT_PACED_P50, metered.load().micros(0.5));
            visit.add(Row.PUT_PACED_P99, metered.load().micros(0.99));
            visit.add(Row.PUT_PACED_P999, metered.load().micros(0.999));
        }
    }

    static void large(Visit visit) throws InterruptedException {
        Traffic traffic = Traffic.of(KVGrpc.getPutMethod(), Requests.puts(1000, 8, LARGE));
        try (Connections connections = visit.connect(16)) {
            Metered metered = visit.meterWarm(amount -> ClosedLoop.run(connections, traffic, 64, amount));
            visit.add(Row.PUT_64K, metered.load().perSecond() * LARGE / 1e6);
        }
    }

    static void update(Visit visit) throws InterruptedException {
        var value = Requests.value(512);
        Traffic traffic = Traffic.of(KVGrpc.getTxnMethod(), n -> Requests.update(Requests.key(n % KEYS, 8), value));
        try (Connections connections = visit.connect(16)) {
            Metered metered = visit.meterWarm(amount -> ClosedLoop.run(connections, traffic, 256, amount));
            visit.add(Row.TXN_CPU, metered.serverMicros());
            visit.add(Row.TXN, metered.load().perSecond());
        }
    }
}
