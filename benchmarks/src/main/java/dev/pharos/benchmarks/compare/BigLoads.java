package dev.pharos.benchmarks.compare;

import com.google.protobuf.ByteString;
import dev.pharos.benchmarks.load.Amount;
import dev.pharos.benchmarks.load.ClosedLoop;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.LoadResult;
import dev.pharos.benchmarks.load.ProcessUsage;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.Traffic;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;

/** Values of 1 MiB, written as fast as the server takes them; and ten million small keys. */
final class BigLoads {
    private static final int MEBIBYTE = 1 << 20;
    private static final int TEN_MILLION = 10_000_000;
    private static final int KEYS_PER_TXN = 100;
    private static final int KEY_BYTES = 16;

    private BigLoads() {}

    static void values(Visit visit) throws InterruptedException {
        Traffic traffic = Traffic.of(KVGrpc.getPutMethod(), Requests.puts(100, 8, MEBIBYTE));
        try (Connections connections = visit.connect(16)) {
            ProcessUsage.forgetPeak(visit.pid());
            Amount amount = Amount.requests(visit.scale().bigValues());
            // A server may refuse what it has no room for; it must not break.
            LoadResult result = ClosedLoop.run(connections, traffic, 64, amount);
            visit.add(Row.BIG, result.perSecond() * MEBIBYTE / 1e6);
            visit.add(Row.BIG_REFUSED, 100.0 * result.failures() / (result.answers() + result.failures()));
            visit.add(Row.BIG_PEAK, visit.usage().peakMegabytes());
        }
    }

    static void tenMillionKeys(Visit visit) throws InterruptedException {
        int keys = TEN_MILLION / (visit.scale().equals(Scale.SMOKE) ? 500 : 1);
        ByteString value = Requests.value(KEY_BYTES);
        Traffic puts =
                Traffic.of(KVGrpc.getTxnMethod(), n -> Requests.puts(n * KEYS_PER_TXN, KEYS_PER_TXN, KEY_BYTES, value));
        Traffic count = Traffic.of(
                KVGrpc.getRangeMethod(),
                Requests.everything().setCountOnly(true).build().toByteArray());
        try (Connections connections = visit.connect(16)) {
            Amount txns = Amount.requests(keys / KEYS_PER_TXN);
            Metered filled = visit.meter(() -> ClosedLoop.run(connections, puts, 64, txns));
            visit.add(Row.TEN_MILLION, filled.load().perSecond() * KEYS_PER_TXN);
            visit.add(Row.TEN_MILLION_MEMORY, visit.usage().residentMegabytes());
            Metered counted = visit.meter(() -> ClosedLoop.run(connections, count, 1, Amount.requests(10)));
            visit.add(Row.TEN_MILLION_COUNT, counted.load().micros(0.5) / 1e3);
        }
        visit.restart(RunningServer.Ending.STOPPED);
        visit.add(Row.TEN_MILLION_RESTART, visit.secondsToStart());
    }
}
