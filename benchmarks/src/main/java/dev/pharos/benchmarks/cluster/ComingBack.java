package dev.pharos.benchmarks.cluster;

import dev.pharos.benchmarks.load.Amount;
import dev.pharos.benchmarks.load.ClosedLoop;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.LoadFailure;
import dev.pharos.benchmarks.load.LoadResult;
import dev.pharos.benchmarks.load.OpenLoop;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.Traffic;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A member misses entries and comes back while the others are at work: as hard as they can, then half as hard. */
final class ComingBack {
    private static final int MANY = 1000;
    private static final int CONNECTIONS = 100;
    private static final int KEYS = 100_000;
    private static final long PATIENCE_SECONDS = 600;
    private static final Traffic PUTS = Traffic.of(KVGrpc.getPutMethod(), Requests.puts(KEYS, 8, 256));

    private final Trio trio;
    private final int seconds;
    private final ClusterLoads.Recorder recorder;
    private final String name;

    ComingBack(Trio trio, int seconds, ClusterLoads.Recorder recorder, String name) {
        this.trio = trio;
        this.seconds = seconds;
        this.recorder = recorder;
        this.name = name;
    }

    /** One part of a load that goes on until the member is back. */
    private interface Load {
        LoadResult run(Connections connections) throws InterruptedException;
    }

    void after(int entries, int valueBytes) throws InterruptedException {
        Traffic missed = Traffic.of(KVGrpc.getPutMethod(), Requests.puts(entries, 16, valueBytes));
        Node absent = miss(missed, entries);
        double before = through(trio.leader(), this::hard).verified().perSecond();
        recorder.add(name + ": puts of two members before, /s", before);
        comeBack(absent, before, name, this::hard);

        Node again = miss(missed, entries);
        double half = before / 2;
        comeBack(
                again,
                half,
                name + ", at half that load",
                connections -> OpenLoop.run(connections, PUTS, half, Amount.seconds(seconds)));
    }

    private Node miss(Traffic missed, int entries) throws InterruptedException {
        Node absent = trio.follower();
        absent.stop();
        LoadResult unused = through(
                        trio.leader(),
                        connections -> ClosedLoop.run(connections, missed, MANY, Amount.requests(entries)))
                .verified();
        return absent;
    }

    private LoadResult hard(Connections connections) throws InterruptedException {
        return ClosedLoop.run(connections, PUTS, MANY, Amount.seconds(seconds));
    }

    private static LoadResult through(Node node, Load load) throws InterruptedException {
        try (Connections connections = new Connections(node.endpoint(), CONNECTIONS)) {
            return load.run(connections);
        }
    }

    private void comeBack(Node absent, double before, String row, Load load) throws InterruptedException {
        Node leader = trio.leader();
        long begun = System.nanoTime();
        absent.start();
        CompletableFuture<Double> back = new CompletableFuture<>();
        Thread watching = new Thread(() -> watch(absent, leader, begun, back), "catch-up");
        watching.setDaemon(true);
        watching.start();
        List<LoadResult> meanwhile = new ArrayList<>();
        do {
            meanwhile.add(through(leader, load));
        } while (!back.isDone());
        double rate =
                meanwhile.stream().mapToDouble(LoadResult::perSecond).average().orElse(0);
        long refused = meanwhile.stream().mapToLong(LoadResult::failures).sum();
        recorder.add(row + ": back after, s", back.join());
        recorder.add(row + ": puts until it is back, /s", rate);
        recorder.add(row + ": puts until it is back, share of what is wanted", rate / before);
        recorder.add(row + ": puts refused until it is back", (double) refused);
    }

    /** It is back when it has applied what the leader had committed a moment ago. */
    private static void watch(Node absent, Node leader, long begun, CompletableFuture<Double> back) {
        try {
            while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                Optional<StatusResponse> there = leader.status();
                Thread.sleep(100);
                Optional<StatusResponse> here = absent.status();
                if (there.isPresent()
                        && here.isPresent()
                        && here.get().getRaftAppliedIndex() >= there.get().getRaftIndex()) {
                    back.complete((System.nanoTime() - begun) / 1e9);
                    return;
                }
            }
            back.completeExceptionally(new LoadFailure("it did not catch up", null));
        } catch (InterruptedException stop) {
            back.completeExceptionally(stop);
        }
    }
}
