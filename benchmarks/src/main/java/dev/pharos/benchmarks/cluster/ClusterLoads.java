package dev.pharos.benchmarks.cluster;

import dev.pharos.benchmarks.load.Amount;
import dev.pharos.benchmarks.load.ClosedLoop;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.Endpoint;
import dev.pharos.benchmarks.load.LoadFailure;
import dev.pharos.benchmarks.load.LoadResult;
import dev.pharos.benchmarks.load.RawMethods;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.Requests.ReadKind;
import dev.pharos.benchmarks.load.Traffic;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What is asked of three members. Keys of 8 bytes, values of 256 unless it says otherwise. */
final class ClusterLoads {
    private static final MethodDescriptor<byte[], byte[]> PUT = RawMethods.of(KVGrpc.getPutMethod());
    private static final int KEYS = 100_000;
    private static final int MANY = 1000;
    private static final int CONNECTIONS = 100;
    private static final long PUT_SECONDS = 30;
    private static final int LARGE = 4096;

    private final Trio trio;
    private final int seconds;
    private final Recorder recorder;

    /**
     * Hears of figures.
     *
     * @param figures takes a row and a value
     * @param progress takes a line for whoever waits
     */
    record Recorder(BiConsumer<String, Double> figures, Consumer<String> progress) {
        void add(String row, double value) {
            progress.accept("  " + row + ": " + Table.number(value));
            figures.accept(row, value);
        }
    }

    ClusterLoads(Trio trio, int seconds, Recorder recorder) {
        this.trio = trio;
        this.seconds = seconds;
        this.recorder = recorder;
    }

    private static Traffic puts(int valueBytes) {
        return Traffic.of(KVGrpc.getPutMethod(), Requests.puts(KEYS, 8, valueBytes));
    }

    private static Traffic gets() {
        return Traffic.of(KVGrpc.getRangeMethod(), n -> Requests.get(Requests.key(n % KEYS, 8), ReadKind.LINEARIZABLE));
    }

    private static LoadResult run(Endpoint endpoint, Traffic traffic, int outstanding, Amount amount)
            throws InterruptedException {
        try (Connections connections = new Connections(endpoint, Math.min(outstanding, CONNECTIONS))) {
            return ClosedLoop.run(connections, traffic, outstanding, amount).verified();
        }
    }

    /** Until what all loads use is compiled. */
    void warmUp() throws InterruptedException {
        for (Node node : trio.nodes()) {
            run(node.endpoint(), puts(256), MANY, Amount.seconds(3L * seconds));
            run(node.endpoint(), gets(), MANY, Amount.seconds(2L * seconds));
            run(node.endpoint(), puts(256), 1, Amount.seconds(seconds));
            run(node.endpoint(), gets(), 1, Amount.seconds(seconds));
        }
    }

    void put() throws InterruptedException {
        metered("put through the leader, 1,000 outstanding", trio.leader(), puts(256), MANY);
        metered("put through a follower, 1,000 outstanding", trio.follower(), puts(256), MANY);
    }

    void putOne() throws InterruptedException {
        metered("put through the leader, 1 client", trio.leader(), puts(256), 1);
    }

    void get() throws InterruptedException {
        metered("linearizable get through the leader, 1,000 outstanding", trio.leader(), gets(), MANY);
        metered("linearizable get through a follower, 1,000 outstanding", trio.follower(), gets(), MANY);
        metered("linearizable get through a follower, 1 client", trio.follower(), gets(), 1);
    }

    private void metered(String name, Node node, Traffic traffic, int outstanding) throws InterruptedException {
        double before = trio.cpuSeconds();
        LoadResult result = run(node.endpoint(), traffic, outstanding, Amount.seconds(seconds));
        double used = trio.cpuSeconds() - before;
        recorder.add(name + ", us CPU of all three", used * 1e6 / result.answers());
        recorder.add(name + ", /s", result.perSecond());
        recorder.add(name + ", p50 us", result.micros(0.5));
        recorder.add(name + ", p99 us", result.micros(0.99));
    }

    /** From the death of the leader to the next put that another member acknowledges. */
    void failover() throws InterruptedException {
        Node leader = trio.leader();
        Node other = trio.follower();
        try (Connections one = new Connections(other.endpoint(), 1)) {
            byte[] put = Requests.put(Requests.key(1, 8), Requests.value(256), 0);
            byte[] unused = one.ask(PUT, put, PUT_SECONDS);
            long begun = System.nanoTime();
            leader.kill();
            while (!isAcknowledged(one, put)) {
                if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PUT_SECONDS)) {
                    throw new LoadFailure("no put after the leader's death", null);
                }
            }
            recorder.add("leader killed to the next put, ms", (System.nanoTime() - begun) / 1e6);
        }
        leader.start();
        trio.awaitOneLeader();
    }

    /** Asked anew every 100 ms: one that went to the dead leader would wait for its time to pass. */
    private static boolean isAcknowledged(Connections one, byte[] put) throws InterruptedException {
        try {
            byte[] unused = one.ask(PUT, put, Duration.ofMillis(100));
            return true;
        } catch (LoadFailure notYet) {
            return false;
        }
    }

    /** A member misses so many entries and comes back while the others are at work. */
    void catchUp(int entries) throws InterruptedException {
        String row = "away for " + Table.number(entries) + " entries of 256 bytes";
        new ComingBack(trio, seconds, recorder, row).after(entries, 256);
    }

    /** The same with so much data that it takes a snapshot of a gigabyte. */
    void catchUpBySnapshot(int megabytes) throws InterruptedException {
        String row = "away for " + Table.number(megabytes) + " MB in values of 4 KiB";
        new ComingBack(trio, seconds, recorder, row).after(megabytes * 1_000_000 / LARGE, LARGE);
    }
}
