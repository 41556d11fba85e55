package dev.pharos.benchmarks.compare;

import dev.pharos.benchmarks.load.ClosedLoop;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.Requests.ReadKind;
import dev.pharos.benchmarks.load.Traffic;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;

/** Gets of single keys, spread over those that the puts left. */
final class GetLoads {
    private static final int KEYS = 10_000;

    private GetLoads() {}

    private static Traffic gets(ReadKind kind) {
        return Traffic.of(KVGrpc.getRangeMethod(), n -> Requests.get(Requests.key(n % KEYS, 8), kind));
    }

    static void linearizable(Visit visit) throws InterruptedException {
        Metered metered = many(visit, ReadKind.LINEARIZABLE);
        visit.add(Row.GET_CPU, metered.serverMicros());
        visit.add(Row.GET, metered.load().perSecond());
        visit.add(Row.GET_P99, metered.load().micros(0.99) / 1e3);
    }

    static void serializable(Visit visit) throws InterruptedException {
        visit.add(Row.GET_SERIALIZABLE_CPU, many(visit, ReadKind.SERIALIZABLE).serverMicros());
    }

    static void one(Visit visit) throws InterruptedException {
        try (Connections connections = visit.connect(1)) {
            Traffic traffic = gets(ReadKind.LINEARIZABLE);
            Metered metered = visit.meterWarm(amount -> ClosedLoop.run(connections, traffic, 1, amount));
            visit.add(Row.GET_ONE, metered.load().perSecond());
        }
    }

    static void h2load(Visit visit) throws InterruptedException {
        byte[] request = Requests.get(Requests.key(0, 8), ReadKind.LINEARIZABLE);
        H2Load load = new H2Load(visit.kind().endpoint(), KVGrpc.getRangeMethod(), request);
        load.run(visit, visit.scale().seconds() * 80_000).ifPresent(metered -> {
            visit.add(Row.GET_H2_CPU, metered.serverMicros());
            visit.add(Row.GET_H2, metered.load().perSecond());
        });
    }

    private static Metered many(Visit visit, ReadKind kind) throws InterruptedException {
        try (Connections connections = visit.connect(100)) {
            return visit.meterWarm(amount -> ClosedLoop.run(connections, gets(kind), 1000, amount));
        }
    }
}
