package dev.pharos.benchmarks.compare;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.pharos.benchmarks.load.Amount;
import dev.pharos.benchmarks.load.ClosedLoop;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.Latencies;
import dev.pharos.benchmarks.load.LoadFailure;
import dev.pharos.benchmarks.load.LoadResult;
import dev.pharos.benchmarks.load.OpenLoop;
import dev.pharos.benchmarks.load.ProcessUsage;
import dev.pharos.benchmarks.load.RawMethods;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.Traffic;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store of a million keys of 16 bytes with values of 256: what depends on its size. */
final class MillionLoads {
    private static final int KEY_BYTES = 16;
    private static final int VALUE_BYTES = 256;
    private static final int PROBES_PER_SECOND = 100;

    private MillionLoads() {}

    static void fill(Visit visit) throws InterruptedException {
        int keys = visit.scale().keys();
        Traffic puts = Traffic.of(KVGrpc.getPutMethod(), Requests.puts(keys, KEY_BYTES, VALUE_BYTES));
        try (Connections connections = visit.connect(32)) {
            Metered metered = visit.meter(() -> ClosedLoop.run(connections, puts, 1000, Amount.requests(keys)));
            visit.add(Row.FILL, metered.load().perSecond());
            visit.add(Row.FILL_CPU, metered.serverMicros());
        }
        // A moment for what the servers write behind the answers.
        Thread.sleep(2000);
        visit.add(Row.MILLION_MEMORY, visit.usage().residentMegabytes());
    }

    static void limited(Visit visit) throws InterruptedException {
        Metered metered =
                ranges(visit, Requests.everything().setLimit(1000).build().toByteArray());
        visit.add(Row.LIMITED_CPU, metered.serverMicros() / 1e3);
        visit.add(Row.LIMITED_P50, metered.load().micros(0.5) / 1e3);
    }

    static void count(Visit visit) throws InterruptedException {
        byte[] request = Requests.everything().setCountOnly(true).build().toByteArray();
        try (Connections connections = visit.connect(1)) {
            byte[] answer = connections.ask(RawMethods.of(KVGrpc.getRangeMethod()), request, 30);
            long counted = RangeResponse.parseFrom(answer).getCount();
            if (counted < visit.scale().keys()) {
                throw new LoadFailure("counted " + counted + " keys", null);
            }
        } catch (InvalidProtocolBufferException malformed) {
            throw new LoadFailure("not an answer", malformed);
        }
        Metered metered = ranges(visit, request);
        visit.add(Row.COUNT_CPU, metered.serverMicros() / 1e3);
        visit.add(Row.COUNT_P50, metered.load().micros(0.5) / 1e3);
    }

    private static Metered ranges(Visit visit, byte[] request) throws InterruptedException {
        Traffic traffic = new Traffic(RawMethods.discarding(KVGrpc.getRangeMethod()), n -> request);
        try (Connections connections = visit.connect(2)) {
            int seconds = Math.max(1, visit.scale().seconds() / 2);
            ClosedLoop.run(connections, traffic, 1, Amount.seconds(seconds));
            return visit.meter(() -> ClosedLoop.run(connections, traffic, 1, Amount.seconds(seconds)));
        }
    }

    static void list(Visit visit) throws InterruptedException {
        byte[] request = Requests.everything().build().toByteArray();
        Traffic traffic = new Traffic(RawMethods.discarding(KVGrpc.getRangeMethod()), n -> request);
        try (Connections connections = visit.connect(1)) {
            ProcessUsage.forgetPeak(visit.pid());
            double before = visit.usage().residentMegabytes();
            double stall = longestPutDuring(visit, () -> {
                Amount amount = Amount.requests(visit.scale().lists());
                Metered metered = visit.meter(() -> ClosedLoop.run(connections, traffic, 1, amount));
                visit.add(Row.LIST, metered.load().micros(0.5) / 1e6);
                visit.add(Row.LIST_CPU, metered.serverMicros() / 1e6);
            });
            visit.add(Row.LIST_GROWTH, visit.usage().peakMegabytes() - before);
            visit.add(Row.LIST_STALL, stall);
        }
    }

    static void restart(Visit visit) throws InterruptedException {
        visit.restart(RunningServer.Ending.STOPPED);
        visit.add(Row.RESTART, visit.secondsToStart());
        visit.restart(RunningServer.Ending.KILLED);
        visit.add(Row.RECOVERY, visit.secondsToStart());
    }

    static void compact(Visit visit) throws InterruptedException {
        int overwritten = visit.scale().overwritten();
        Traffic puts = Traffic.of(KVGrpc.getPutMethod(), Requests.puts(overwritten, KEY_BYTES, VALUE_BYTES));
        try (Connections connections = visit.connect(32)) {
            ClosedLoop.run(connections, puts, 1000, Amount.requests(overwritten))
                    .verified();
            byte[] compaction = CompactionRequest.newBuilder()
                    .setRevision(visit.scale().keys() + (long) overwritten)
                    .setPhysical(true)
                    .build()
                    .toByteArray();
            double stall = longestPutDuring(visit, () -> {
                long begun = System.nanoTime();
                connections.ask(RawMethods.of(KVGrpc.getCompactMethod()), compaction, 300);
                visit.add(Row.COMPACTION, (System.nanoTime() - begun) / 1e9);
            });
            visit.add(Row.COMPACTION_STALL, stall);
        }
    }

    /** Puts at a steady rate while something else runs; the longest one in milliseconds. */
    private static double longestPutDuring(Visit visit, Something something) throws InterruptedException {
        ByteString key = ByteString.copyFromUtf8("probe");
        Traffic probe = Traffic.of(KVGrpc.getPutMethod(), n -> Requests.stampedPut(key, Long.BYTES));
        AtomicBoolean over = new AtomicBoolean();
        Latencies probes = new Latencies();
        try (Connections connections = visit.connect(1)) {
            Thread prober = new Thread(() -> {
                try {
                    while (!over.get()) {
                        LoadResult result = OpenLoop.run(connections, probe, PROBES_PER_SECOND, Amount.requests(10));
                        probes.addAll(result.latencies());
                    }
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            });
            prober.start();
            try {
                something.run();
            } finally {
                over.set(true);
                prober.join();
            }
        }
        return probes.max() / 1e6;
    }

    private interface Something {
        void run() throws InterruptedException;
    }
}
