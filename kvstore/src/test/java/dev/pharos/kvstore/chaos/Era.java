package dev.pharos.kvstore.chaos;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.chaos.CompactionClient.Choice;
import dev.pharos.kvstore.chaos.Load.Scene;
import dev.pharos.testkit.history.History;
import dev.pharos.testkit.linearizability.models.MapInput;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The life of one data folder: a server works on it and is ended, the next one starts on it and is examined, and so
 * on. Owned by the test's thread.
 */
final class Era implements AutoCloseable {
    private static final int LONG_VALUE = 24 << 10;
    private static final int SHORT_VALUE = 40;

    private final long seed;
    private final SplittableRandom random;
    private final Figures figures;
    private final Ending.Kinds endings;
    private final Setting setting;
    private final int floodBytes;
    private final Books books;
    private final Truth truth = new Truth();
    private final Tapes tapes = new Tapes();
    /** What happened to the servers, for messages. */
    private final List<String> story = new ArrayList<>();

    private ServerProcess server;
    private Connection connection;

    /** @param seed decides everything but what the threads of clients and server make of it */
    Era(Setting plain, long seed, Figures figures, Ending.Kinds endings) {
        this.seed = seed;
        this.books = Books.of(plain);
        this.random = new SplittableRandom(seed);
        this.figures = figures;
        this.floodBytes = random.nextInt(3) == 0 ? LONG_VALUE : SHORT_VALUE;
        this.endings = endings;
        this.setting = log(plain, random)
                .flags("--compaction-batch-limit=" + (20 + random.nextInt(200)))
                .flags("--compaction-sleep-interval=1ms", "--watch-progress-notify-interval=200ms")
                .flags("--snapshot-catchup-entries=" + (random.nextBoolean() ? 20 : 5_000))
                .environment("GOFAIL_HTTP", "127.0.0.1:" + plain.ports().failpoints());
    }

    /** Mostly one whose segments fill, and are released, within a cycle. */
    private static Setting log(Setting plain, SplittableRandom random) {
        return random.nextInt(4) == 0
                ? plain
                : plain.flags("--snapshot-count=" + (50 + random.nextInt(400)))
                        .failpoint("walSegmentBytes", "return(\"" + ((32 << 10) << random.nextInt(4)) + "\")");
    }

    void run(int cycles) {
        figures.count("data folders");
        restart();
        connection = new Connection(setting.ports().client());
        for (int cycle = 1; cycle <= cycles; cycle++) {
            cycle(cycle);
            figures.count("cycles");
        }
    }

    private void cycle(int cycle) {
        tapes.begin(() -> connection, cycle, truth.revision(), random);
        Load load = Load.everything(
                scene(cycle), new Choice(truth.revision(), truth.deletions()), floodBytes, random.split());
        Ending ending = endings.ofWork(random);
        load.progress().await(100 + random.nextInt(random.nextInt(4) == 0 ? 4_000 : 800));
        String ended = end(ending, load.progress());
        load.stop();
        connection.close();
        restart();
        connection = new Connection(setting.ports().client());
        tapes.resume(connection);
        List<History<MapInput<String, String>, Seen>> histories = new ArrayList<>(load.histories());
        histories.addAll(aftermath(cycle));
        examine("seed " + seed + ", cycle " + cycle + ", " + ended, histories);
        tapes.dropSome(random);
    }

    private Scene scene(int cycle) {
        return new Scene(() -> Door.to(setting.ports().client()), cycle, books);
    }

    private String end(Ending ending, Progress progress) {
        String ended = ending.name();
        switch (ending.kind()) {
            case KILL -> server.kill9();
            case SIGNAL -> server.terminate();
            case FAILPOINT -> {
                server.switchFailpoint(ending.name(), ending.term());
                ended = awaitEnd(ending.name(), progress);
            }
            case DISK -> {
                DiskFaults.enable(server, ending.name());
                ended = awaitEnd(ending.name(), progress);
                if (ended.equals(ending.name()) && !server.saysWhyItEnds()) {
                    throw new AssertionError("no word about " + ending.name() + ": " + server.describe());
                }
            }
        }
        happened("end by " + ended);
        return ended;
    }

    /** Most endings need some more work to come to. */
    private String awaitEnd(String name, Progress progress) {
        int enough = progress.done() + 3_000;
        Thread watcher = server.onEnd(progress::end);
        String ended = name;
        if (progress.await(enough)) {
            ended = name + " not reached, kill -9";
            server.kill9();
        }
        server.awaitEnd();
        join(watcher);
        return ended;
    }

    private static void join(Thread watcher) {
        try {
            watcher.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** With a death or two on the way. */
    private void restart() {
        for (Optional<Ending> death = endings.ofStart(random); death.isPresent(); death = endings.ofStart(random)) {
            dieWhileStarting(death.get());
        }
        if (server != null) {
            server.close();
        }
        server = ServerProcess.start(setting);
    }

    private void happened(String what) {
        figures.count(what);
        story.add(what);
    }

    private void dieWhileStarting(Ending ending) {
        if (ending.kind() == Ending.Kind.KILL) {
            try (ServerProcess early = ServerProcess.launch(setting)) {
                early.says(ending.skippedHits());
                early.kill9();
            }
            happened("start ended by " + ending.name());
            return;
        }
        Setting deadly = setting.failpoint(ending.name(), ending.term());
        try (ServerProcess early = ServerProcess.launch(deadly)) {
            boolean survived = early.becomesReady();
            early.kill9();
            happened("start ended by " + ending.name() + (survived ? " not reached, kill -9" : ""));
        }
    }

    private List<History<MapInput<String, String>, Seen>> aftermath(int cycle) {
        Load after = Load.aftermath(scene(cycle), random.split());
        after.progress().await(80);
        after.stop();
        return after.histories();
    }

    private void examine(String when, List<History<MapInput<String, String>, Seen>> histories) {
        List<String> broken = new ArrayList<>();
        learnHistory();
        broken.addAll(truth.takeFlaws());
        Judgement judgement = new Judgement(histories);
        broken.addAll(judgement.linearizability());
        broken.addAll(judgement.revisions(truth));
        broken.addAll(new Examination(server.startedNanos(), connection, books, truth, random).run());
        long compactRevision = Math.max(0, books.compactions().acknowledged());
        broken.addAll(tapes.prematureEnds(books.leases(), truth));
        broken.addAll(tapes.judge(truth, compactRevision, this::learnHistory));
        figures.count("histories checked");
        figures.add("operations of unknown outcome", judgement.unknown());
        figures.add("operations checked for linearizability", judgement.operations());
        broken.addAll(truth.takeFlaws());
        figures.add("violations", broken.size());
        if (!broken.isEmpty()) {
            List<String> first = broken.subList(0, Math.min(12, broken.size()));
            throw new AssertionError(broken.size() + " promises broken; " + when + "; folder " + setting.folder() + "; "
                    + story + "\n" + String.join("\n", first) + "\n" + server.describe());
        }
    }

    /** From the compact revision on, at which deletions are still told. */
    private void learnHistory() {
        long from = Math.max(1, books.compactions().highestPossible());
        long now = connection
                .kv()
                .range(RangeRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("a"))
                        .build())
                .getHeader()
                .getRevision();
        long before = truth.revision();
        Tape tape = Tape.record(connection, Tapes.everythingFrom(from));
        truth.retold(from, tape.await(now).events());
        tape.close();
        figures.add("revisions written", truth.revision() - before);
    }

    /** For the last words. */
    void finish() {
        figures.add("watches judged", tapes.judged());
        figures.add(
                "acknowledged changes checked", books.ledger().acknowledged().size());
        figures.add("leases", books.leases().size());
    }

    @Override
    public void close() {
        tapes.close();
        if (connection != null) {
            connection.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
