package dev.pharos.kvstore.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.RealEtcd;
import dev.pharos.kvstore.differential.Step.Rpc;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseStatus;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends the same random requests to this server and to a real etcd and compares the answers.
 *
 * <p>System properties: {@code pharos.differential.seeds} as {@code FIRST-LAST}, {@code
 * pharos.differential.steps}, and {@code pharos.etcd} for another etcd than Debian's. A failure names its
 * seed; that seed alone does the same again.
 */
final class DifferentialTest {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int QUIET_MILLIS = 3;
    private static final int CATCH_UP_MILLIS = 150;
    private static final int SHOWN_STEPS = Integer.getInteger("pharos.differential.shown", 12);
    private static final ByteString ALL = ByteString.copyFrom(new byte[] {0});
    private static final int STEPS = Integer.getInteger("pharos.differential.steps", 500);
    private static final String SEEDS = System.getProperty("pharos.differential.seeds", "1-8");

    private final Known known = new Known();
    private final List<Step> done = new ArrayList<>();

    @Test
    void the_answers_are_those_of_a_real_etcd(@TempDir(factory = MemoryFolder.class) Path folder)
            throws IOException, InterruptedException {
        RealEtcd.assumeInstalled();
        try (RealEtcd etcd = RealEtcd.start(folder);
                LocalCluster cluster = LocalCluster.start(folder.resolve("pharos"));
                Server real = new Server(etcd.endpoint(), Generator.WATCH_STREAMS);
                Server ours = new Server(cluster.endpoint(), Generator.WATCH_STREAMS)) {
            Both both = new Both(ours, real, etcd.version());
            String[] seeds = SEEDS.split("-", -1);
            for (long seed = Long.parseLong(seeds[0]); seed <= Long.parseLong(seeds[seeds.length - 1]); seed++) {
                run(seed, both);
            }
        }
    }

    private void run(long seed, Both both) throws InterruptedException {
        done.clear();
        Generator generator = new Generator(seed, known, both.version);
        for (int i = 0; i < STEPS || generator.isUnderWay(); i++) {
            Step step = generator.next();
            done.add(step);
            both.compare(step, "seed " + seed + ", step " + i);
        }
        both.settle("seed " + seed + ", at its end");
        both.clean("after seed " + seed);
    }

    private String recently() {
        StringBuilder text = new StringBuilder("\nafter these steps:");
        for (Step step : done.subList(Math.max(0, done.size() - SHOWN_STEPS), done.size())) {
            text.append("\n  ").append(step);
        }
        return text.append('\n').toString();
    }

    /** The two servers, side by side. */
    private final class Both {
        private final Server ours;
        private final Server real;
        private final String version;
        private final Likeness likeness;
        private int marks;
        private long lastWatch = System.nanoTime();

        Both(Server ours, Server real, String version) {
            this.ours = ours;
            this.real = real;
            this.version = version;
            this.likeness = new Likeness(version, known);
        }

        void compare(Step step, String when) throws InterruptedException {
            if (step instanceof Step.Watch watch) {
                compare(watch, when);
            } else if (step instanceof Step.Call call) {
                compare(call, when);
            }
        }

        private Reply compare(Step.Call call, String when) throws InterruptedException {
            if (call.rpc() == Rpc.COMPACT) {
                // What watchers can still read of the past depends on how far they are.
                awaitCatchUp();
                settle(when);
            }
            CompletableFuture<Reply> ourReply = ours.start(call);
            CompletableFuture<Reply> realReply = real.start(call);
            Reply expected = likeness.of(call, realReply.join());
            Reply actual = likeness.of(call, ourReply.join());
            if (!actual.equals(expected)) {
                fail(
                        "%s: etcd %s answers otherwise%s%netcd:   %s%npharos: %s",
                        when, version, recently(), expected, actual);
            }
            learn(call, actual);
            return actual;
        }

        private void learn(Step.Call call, Reply reply) {
            if (reply instanceof Reply.Answer answer) {
                Message message = answer.message();
                var field = message.getDescriptorForType().findFieldByName("header");
                known.sawRevision(((ResponseHeader) message.getField(field)).getRevision());
                if (call.request() instanceof CompactionRequest compaction) {
                    known.compacted(compaction.getRevision());
                }
            }
        }

        /** A creation is waited for: it must be in the same place among the changes on both sides. */
        private void compare(Step.Watch step, String when) throws InterruptedException {
            WatchLog ourLog = ours.watch(step.stream());
            WatchLog realLog = real.watch(step.stream());
            WatchRequest request = step.request();
            if (realLog.endedByCompaction(
                    request.hasCancelRequest()
                            ? request.getCancelRequest().getWatchId()
                            : request.getCreateRequest().getWatchId())) {
                return;
            }
            if (request.hasCancelRequest()) {
                // An event may come before the cancellation or not at all.
                settle(when);
            }
            var before = realLog.lines();
            int wanted = created(realLog) + 1;
            realLog.send(request);
            ourLog.send(request);
            if (request.hasCreateRequest()) {
                boolean created = realLog.await(log -> created(log) >= wanted, PATIENCE_MILLIS);
                assertThat(created).as("etcd answers a creation").isTrue();
                ourLog.await(log -> created(log) >= wanted, PATIENCE_MILLIS);
                lastWatch = request.getCreateRequest().getStartRevision() == 0 ? lastWatch : System.nanoTime();
            } else if (before.containsKey(request.getCancelRequest().getWatchId())) {
                realLog.await(log -> !log.lines().equals(before), 50);
            }
        }

        private int created(WatchLog log) {
            return (int) log.lines().values().stream()
                    .flatMap(List::stream)
                    .filter(line -> line.startsWith("created"))
                    .count();
        }

        /** A real etcd looks after watches from the past only now and then. */
        private void awaitCatchUp() throws InterruptedException {
            long left = lastWatch + CATCH_UP_MILLIS * 1_000_000L - System.nanoTime();
            if (left > 0) {
                real.watch(0).await(log -> false, left / 1_000_000 + 1);
            }
        }

        /**
         * Compares what all streams said. A mark that comes through each of them shows that what was before it
         * has come through as well.
         */
        void settle(String when) throws InterruptedException {
            // Each is a new key: its event has no pair before it, which might be compacted on the way.
            marks++;
            ByteString mark = ByteString.copyFromUtf8(WatchLog.MARK + marks);
            call(Rpc.PUT, PutRequest.newBuilder().setKey(mark).build(), when);
            for (int stream = 0; stream < Generator.WATCH_STREAMS; stream++) {
                for (Server server : List.of(real, ours)) {
                    assertThat(server.watch(stream).await(log -> log.marks() == marks, PATIENCE_MILLIS))
                            .as("%s: watch stream %d is alive%s", when, stream, recently())
                            .isTrue();
                }
                assertThat(settled(ours.watch(stream), real.watch(stream)))
                        .as("%s: watch stream %d beside etcd %s%s", when, stream, version, recently())
                        .isEqualTo(real.watch(stream).lines());
            }
        }

        /** Ours, as soon as it is like the other or the time is over. */
        private Map<Long, List<String>> settled(WatchLog ourLog, WatchLog realLog) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
            Map<Long, List<String>> actual = ourLog.lines();
            while (!actual.equals(realLog.lines()) && System.nanoTime() < deadline) {
                Map<Long, List<String>> before = actual;
                ourLog.await(log -> !log.lines().equals(before), QUIET_MILLIS);
                actual = ourLog.lines();
            }
            return actual;
        }

        /** Takes all data away, but the revisions go on. */
        void clean(String when) throws InterruptedException {
            call(
                    Rpc.DELETE,
                    DeleteRangeRequest.newBuilder().setKey(ALL).setRangeEnd(ALL).build(),
                    when);
            Reply leases = call(Rpc.LEASES, LeaseLeasesRequest.getDefaultInstance(), when);
            LeaseLeasesResponse held = (LeaseLeasesResponse) ((Reply.Answer) leases).message();
            for (LeaseStatus lease : held.getLeasesList()) {
                call(
                        Rpc.REVOKE,
                        LeaseRevokeRequest.newBuilder().setID(lease.getID()).build(),
                        when);
            }
            call(Rpc.PUT, PutRequest.newBuilder().setKey(ALL).build(), when);
            call(Rpc.DELETE, DeleteRangeRequest.newBuilder().setKey(ALL).build(), when);
            call(
                    Rpc.COMPACT,
                    CompactionRequest.newBuilder().setRevision(known.revision()).build(),
                    when);
            ours.renewWatches();
            real.renewWatches();
            marks = 0;
        }

        private Reply call(Rpc rpc, Message request, String when) throws InterruptedException {
            return compare(new Step.Call(rpc, request), when);
        }
    }
}
