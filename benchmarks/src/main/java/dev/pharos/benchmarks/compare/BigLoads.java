package dev.pharos.benchmarks.compare;

import com.google.protobuf.ByteString;
import dev.pharos.benchmarks.load.Amount;
import dev.pharos.benchmarks.load.ClosedLoop;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.ProcessUsage;
import dev.pharos.benchmarks.load.RawMethods;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.Traffic;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;

/** Values of 1 MiB, written as fast as the server takes them; and ten million small keys. */
final class BigLoads {
    private static final int MEBIBYTE = 1 << 20;
    private static final int TEN_MILLION = 10_000_000;

    private BigLoads() {}

    static void values(Visit visit) throws InterruptedException {
        Traffic traffic = Traffic.of(KVGrpc.getPutMethod(), Requests.puts(100, 8, MEBIBYTE));
        try (Connections connections = visit.connect(16)) {
            ProcessUsage.forgetPeak(visit.pid());
            Amount amount = Amount.requests(visit.scale().bigValues());
            Metered metered = visit.meter(() -> ClosedLoop.run(connections, traffic, 64, amount));
            visit.add(Row.BIG, metered.load().perSecond() * MEBIBYTE / 1e6);
            visit.add(Row.BIG_PEAK, visit.usage().peakMegabytes());
        }
    }

    static void tenMillionKeys(Visit visit) throws InterruptedException {
        ByteString value = Requests.value(16);
        Traffic puts = Traffic.of(KVGrpc.getPutMethod(), n -> Requests.put(Requests.key(n, 16), value, 0));
        Traffic count = Traffic.of(
                KVGrpc.getRangeMethod(),
                Requests.everything().setCountOnly(true).build().toByteArray());
        try (Connections connections = visit.connect(32)) {
            int keys = TEN_MILLION / (visit.scale().equals(Scale.SMOKE) ? 500 : 1);
            Metered filled = visit.meter(() -> ClosedLoop.run(connections, puts, 1000, Amount.requests(keys)));
            visit.add(Row.TEN_MILLION, filled.load().perSecond());
            visit.add(Row.TEN_MILLION_MEMORY, visit.usage().residentMegabytes());
            Metered counted = visit.meter(() -> ClosedLoop.run(connections, count, 1, Amount.requests(10)));
            visit.add(Row.TEN_MILLION_COUNT, counted.load().micros(0.5) / 1e3);
            // The answer of a range that starts late in the keys shows that they are there.
            connections.ask(
                    RawMethods.of(KVGrpc.getRangeMethod()),
                    Requests.get(Requests.key(keys - 1L, 16), Requests.ReadKind.LINEARIZABLE),
                    10);
        }
    }
}
