package dev.pharos.kvstore.chaos;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.chaos.CompactionClient.Choice;
import dev.pharos.kvstore.chaos.Load.Scene;
import dev.pharos.testkit.linearizability.Verdict;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The life of one cluster: clients work on it, two things go wrong with it at a time and pass, and it is examined,
 * again and again. Owned by the test's thread.
 */
final class ClusterEra implements AutoCloseable {
    private static final long BACK_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int WARM_OPERATIONS = 150;

    private final long seed;
    private final SplittableRandom random;
    private final Campaign campaign;
    private final Path folder;
    private final Figures figures;
    private final Cluster cluster;
    private final Troubles troubles;
    private final Refusals refusals = new Refusals();
    private final Books books = new Books(new Ledger(), new Leases(), new Compactions(), new Addresses("nowhere"));
    private final Truth truth = new Truth();
    private final Tapes tapes = new Tapes();
    private final List<String> story = new ArrayList<>();
    private final long startedNanos = System.nanoTime();

    /** @param seed decides what goes wrong and when, and what clients ask for, but not what the threads make of it */
    ClusterEra(Path folder, long seed, Figures figures) {
        this.folder = folder;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.campaign = new Campaign(seed);
        this.figures = figures;
        int entries = 20 + random.nextInt(200);
        int segment = (16 << 10) << random.nextInt(6);
        int catchUp = 5 + random.nextInt(60);
        int mostSegments = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(10);
        this.cluster = new Cluster(
                folder,
                random.split(),
                plain -> WallClock.under(plain)
                        .flags("--snapshot-count=" + entries)
                        .flags("--snapshot-catchup-entries=" + catchUp, "--watch-progress-notify-interval=200ms")
                        .flags(
                                "--compaction-batch-limit=" + (20 + random.nextInt(200)),
                                "--compaction-sleep-interval=1ms")
                        .failpoint("walSegmentBytes", "return(\"" + segment + "\")")
                        .failpoint("walMostSegments", "return(\"" + mostSegments + "\")"));
        this.troubles = new Troubles(cluster, refusals, this::happened);
    }

    void run(int members, int mostRounds, long untilNanos) {
        figures.count("clusters of " + members);
        cluster.found(members);
        for (int i = 0; i < mostRounds && (i == 0 || System.nanoTime() < untilNanos); i++) {
            round(campaign.next());
            figures.count("rounds");
        }
        figures.add("watches judged", tapes.judged());
        figures.add(
                "acknowledged changes checked", books.ledger().acknowledged().size());
        figures.add("leases", books.leases().size());
        refusals.counts().forEach(figures::add);
        Complaints.in(folder).forEach(figures::add);
    }

    private void round(Campaign.Round plan) {
        tell(plan.toString());
        try {
            tapes.begin(cluster::somewhere, plan.number(), truth.revision(), random);
            Scene scene =
                    new Scene(() -> new Wandering(cluster::ports, random.split(), refusals), plan.number(), books);
            Load load = Load.ofCluster(scene, new Choice(truth.revision(), truth.deletions()), random.split());
            List<NearReader> near = cluster.members().stream()
                    .map(member -> new NearReader(member, Load.hotKeys(plan.number()), load.progress()))
                    .toList();
            near.forEach(load::join);
            load.progress().await(WARM_OPERATIONS);
            trouble(plan);
            awaitService(plan.number());
            load.progress().await(load.progress().done() + WARM_OPERATIONS);
            load.stop();
            examine(plan, load, near);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    failure.getMessage() + "\nseed " + seed + ", " + plan + "; logs and data in " + folder + "\n"
                            + String.join("\n", story),
                    failure);
        }
        tapes.dropSome(random);
    }

    private void trouble(Campaign.Round plan) {
        List<Trouble> now = plan.kinds().stream()
                .map(kind -> troubles.of(kind, plan.details()))
                .toList();
        for (Trouble one : now) {
            one.begin();
            tapes.resumeEnded(cluster::somewhere);
            Pause.millis(plan.gapMillis());
        }
        Pause.millis(plan.lastsMillis());
        tapes.resumeEnded(cluster::somewhere);
        // A change of the membership ends last, for it needs a majority.
        for (int i = now.size() - 1; i >= 0; i--) {
            if (plan.kinds().get(i).isOfMembership()) {
                startWhoIsDown(plan);
            }
            now.get(i).end();
        }
        plan.kinds().forEach(kind -> figures.count("trouble " + kind));
        startWhoIsDown(plan);
    }

    private void startWhoIsDown(Campaign.Round plan) {
        expectNone(cluster.deathsUnasked(), plan);
        cluster.startWhoIsDown();
    }

    /** Writes and reads by each member. */
    private void awaitService(int round) {
        long begun = System.nanoTime();
        for (Member member : cluster.members()) {
            for (int attempt = 0; !serves(member, "back/" + round + "/" + member, attempt); attempt++) {
                if (System.nanoTime() - begun > BACK_NANOS) {
                    throw new AssertionError(member + " does not serve, though nothing is wrong any more; "
                            + refusals.counts() + "; " + member.process().describe());
                }
                Pause.millis(20);
            }
        }
        figures.most("longest way back, in ms", (System.nanoTime() - begun) / 1_000_000);
        tapes.resumeEnded(cluster::somewhere);
    }

    private boolean serves(Member member, String key, int attempt) {
        String value = "b" + attempt;
        books.ledger().sending(key, value);
        try {
            long revision = member.connection()
                    .kv()
                    .put(PutRequest.newBuilder()
                            .setKey(ByteString.copyFromUtf8(key))
                            .setValue(ByteString.copyFromUtf8(value))
                            .build())
                    .getHeader()
                    .getRevision();
            books.ledger().acknowledge(key, value, revision);
            return revision(member.connection()) >= revision;
        } catch (StatusRuntimeException refused) {
            refusals.add(refused.getStatus());
            return false;
        }
    }

    private void happened(String what) {
        tell("  " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos) + " ms: " + what);
    }

    /** Beside the logs, for whoever looks at them later. */
    private void tell(String line) {
        story.add(line);
        try {
            Files.write(folder.resolve("story.txt"), story);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void examine(Campaign.Round plan, Load load, List<NearReader> near) {
        List<String> broken = new ArrayList<>(cluster.deathsUnasked());
        refusals.bugs().forEach((what, times) -> broken.add(times + " times refused: " + what));
        tapes.resumeEnded(cluster::somewhere);
        for (Member member : cluster.members()) {
            learnHistory(member.connection());
            truth.takeFlaws().forEach(flaw -> broken.add(member + ": " + flaw));
        }
        expectNone(broken, plan);
        Judgement judgement = new Judgement(load.histories()).withoutTheUnwritten(truth);
        var verdict = judgement.verdict();
        if (!verdict.isLinearizable() && !(verdict instanceof Verdict.Undecided)) {
            broken.add(verdict.describe());
        }
        broken.addAll(judgement.revisions(truth));
        near.forEach(reader -> broken.addAll(reader.judge(truth)));
        broken.addAll(new Examination(startedNanos, cluster.somewhere(), books, truth, random).runOfCluster());
        for (Member member : cluster.members()) {
            new Examination(startedNanos, member.connection(), books, truth, random)
                    .runOfMember()
                    .forEach(flaw -> broken.add(member + ": " + flaw));
        }
        broken.addAll(new Agreement(cluster).disagreements());
        long compactRevision = Math.max(0, books.compactions().acknowledged());
        broken.addAll(tapes.prematureEnds(books.leases(), truth));
        broken.addAll(tapes.judge(truth, compactRevision, () -> learnHistory(cluster.somewhere())));
        broken.addAll(truth.takeFlaws());
        figures.count(verdict instanceof Verdict.Undecided ? "histories undecided" : "histories checked");
        figures.add("operations of unknown outcome", judgement.unknown());
        figures.add("operations checked for linearizability", judgement.operations());
        figures.add(
                "serializable reads", near.stream().mapToLong(NearReader::reads).sum());
        expectNone(broken, plan);
    }

    private void expectNone(List<String> broken, Campaign.Round plan) {
        figures.add("violations", broken.size());
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.size() + " promises broken in " + plan + "\n"
                    + String.join("\n", broken.subList(0, Math.min(12, broken.size()))));
        }
    }

    private static long revision(Connection connection) {
        return connection
                .kv()
                .range(RangeRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("a"))
                        .build())
                .getHeader()
                .getRevision();
    }

    /** What a member tells has happened since the latest compaction must be what was told before. */
    private void learnHistory(Connection connection) {
        long from = Math.max(1, books.compactions().highestPossible());
        long now = revision(connection);
        long before = truth.revision();
        Tape tape = Tape.record(connection, Tapes.everythingFrom(from));
        truth.retold(from, tape.await(now).events());
        tape.close();
        figures.add("revisions written", truth.revision() - before);
    }

    @Override
    public void close() {
        tapes.close();
        cluster.close();
    }
}
