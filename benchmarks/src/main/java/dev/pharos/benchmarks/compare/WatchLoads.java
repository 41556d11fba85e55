package dev.pharos.benchmarks.compare;

import com.google.protobuf.ByteString;
import dev.pharos.benchmarks.load.Amount;
import dev.pharos.benchmarks.load.ClosedLoop;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.OpenLoop;
import dev.pharos.benchmarks.load.ProcessUsage;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.Traffic;
import dev.pharos.benchmarks.load.WatchCrowd;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import io.grpc.ClientCall;
import java.util.ArrayList;
import java.util.List;

/** Many watchers of one key at a steady rate of puts, and watchers that do not read. */
final class WatchLoads {
    private static final ByteString KEY = ByteString.copyFromUtf8("watched");
    private static final int VALUE_BYTES = 256;
    private static final int STALLED = 10;
    private static final int STALLED_VALUE_BYTES = 4096;

    private WatchLoads() {}

    static void square(Visit visit) throws InterruptedException {
        fanOut(visit, new Shape(100, 100, 5), Row.WATCH_SQUARE_CPU, Row.WATCH_SQUARE_P99);
    }

    static void deep(Visit visit) throws InterruptedException {
        fanOut(visit, new Shape(10, 100, 100), Row.WATCH_DEEP_CPU, Row.WATCH_DEEP_P99);
    }

    static void wide(Visit visit) throws InterruptedException {
        fanOut(visit, new Shape(100, 1, 300), Row.WATCH_WIDE_CPU, Row.WATCH_WIDE_P99);
    }

    private static void fanOut(Visit visit, Shape shape, Row cpu, Row p99) throws InterruptedException {
        Traffic puts = Traffic.of(KVGrpc.getPutMethod(), n -> Requests.stampedPut(KEY, VALUE_BYTES));
        Amount amount = Amount.seconds(visit.scale().seconds() * 2L);
        try (Connections connections = visit.connect(shape.streams());
                Connections writer = visit.connect(1);
                WatchCrowd crowd =
                        WatchCrowd.open(connections, WatchCrowd.key(KEY), shape.streams(), shape.watchers())) {
            OpenLoop.run(
                    writer,
                    puts,
                    shape.putsPerSecond(),
                    Amount.seconds(visit.scale().warmUpSeconds()));
            long before = crowd.events();
            Metered metered = visit.meter(() -> {
                var sent = OpenLoop.run(writer, puts, shape.putsPerSecond(), amount);
                crowd.awaitEvents(before + sent.answers() * shape.streams() * shape.watchers());
                return sent;
            });
            visit.add(cpu, metered.serverMicrosPer(crowd.events() - before));
            visit.add(p99, crowd.latencies().percentile(0.99) / 1e6);
        }
    }

    /** Streams that stop reading must cost neither the writers' time nor memory without bound. */
    static void stalled(Visit visit) throws InterruptedException {
        Traffic puts = Traffic.of(
                KVGrpc.getPutMethod(), n -> Requests.stampedPut(Requests.key(n % 1000, 8), STALLED_VALUE_BYTES));
        var all = dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest.newBuilder()
                .setKey(ByteString.copyFrom(new byte[1]))
                .setRangeEnd(ByteString.copyFrom(new byte[1]))
                .build();
        try (Connections connections = visit.connect(STALLED);
                Connections writers = visit.connect(16)) {
            List<ClientCall<byte[], byte[]>> calls = new ArrayList<>();
            for (int i = 0; i < STALLED; i++) {
                calls.add(WatchCrowd.stalled(connections, i, all));
            }
            ProcessUsage.forgetPeak(visit.pid());
            double before = visit.usage().residentMegabytes();
            Amount amount = Amount.seconds(visit.scale().seconds() * 2L);
            Metered metered = visit.meter(() -> ClosedLoop.run(writers, puts, 64, amount));
            visit.add(Row.STALLED_P99, metered.load().micros(0.99) / 1e3);
            visit.add(Row.STALLED_GROWTH, visit.usage().peakMegabytes() - before);
            calls.forEach(call -> call.cancel("the load is over", null));
        }
    }

    private record Shape(int streams, int watchers, int putsPerSecond) {}
}
