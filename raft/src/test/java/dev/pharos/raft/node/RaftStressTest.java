package dev.pharos.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.raft.outcome.OutcomeUnknown;
import dev.pharos.raft.outcome.Overloaded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many writers while leadership goes round. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RaftStressTest {
    private static final int WRITERS = 8;
    private static final int EACH = 2_500;
    private static final int UNDER_WAY = 64;
    private static final int COMMITS_PER_TERM = 1_000;
    private static final NodeOptions.SnapshotPolicy SNAPSHOTS = new NodeOptions.SnapshotPolicy(3_000, 1 << 20, 500);

    @TempDir
    Path folder;

    private final Set<Long> answered = ConcurrentHashMap.newKeySet();
    private final Set<Long> unknown = ConcurrentHashMap.newKeySet();
    /** One for each command with an outcome; whoever hands leadership over waits for them. */
    private final Semaphore outcomes = new Semaphore(0);

    @Test
    void every_answered_command_is_applied_once_and_in_the_same_order_everywhere() throws Exception {
        NodeOptions options = new NodeOptions(50_000, 65_536, 50_000, 100, SNAPSHOTS);
        try (LiveGroup group = new LiveGroup(folder, 3, LiveGroup.RAFT, options)) {
            group.leader();
            runWriters(group);
            assertThat(answered.size() + unknown.size()).isEqualTo(WRITERS * EACH);
            List<Long> pages = group.agreedPages();
            Map<Long, Integer> times = new HashMap<>();
            pages.forEach(page -> times.merge(page, 1, Integer::sum));
            assertThat(times.values()).containsOnly(1);
            assertThat(times.keySet()).containsAll(answered);
            assertThat(answered).hasSizeGreaterThan(WRITERS * EACH / 2);
        }
    }

    private void runWriters(LiveGroup group) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
        try {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                long seed = writer;
                writers.add(() -> write(group, new Random(seed)));
            }
            Future<Integer> handovers = threads.submit(() -> handOver(group));
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
            assertThat(handovers.get()).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Hands leadership on after every so many commands, until all have an outcome. */
    private Integer handOver(LiveGroup group) throws Exception {
        int handovers = 0;
        for (int done = COMMITS_PER_TERM; done < WRITERS * EACH; done += COMMITS_PER_TERM) {
            outcomes.acquire(COMMITS_PER_TERM);
            long target = 1L + handovers % 3;
            group.node(group.leader()).transferLeadership(target);
            boolean taken =
                    group.watchtower().await(() -> group.watchtower().leader() == target, Duration.ofSeconds(1));
            handovers += taken ? 1 : 0;
        }
        return handovers;
    }

    /** Keeps a window of commands under way; what was refused is tried again, for it never will be done. */
    private Void write(LiveGroup group, Random random) throws Exception {
        List<Long> window = new ArrayList<>();
        for (int begun = 0; begun < EACH || !window.isEmpty(); ) {
            for (; begun < EACH && window.size() < UNDER_WAY; begun++) {
                window.add(group.newRequest());
            }
            RaftNode<Integer> node = group.node(1L + random.nextInt(3));
            Map<Long, CompletableFuture<Integer>> futures = new LinkedHashMap<>();
            window.forEach(request -> futures.put(request, node.propose(request, Diary.command(request, 16))));
            window.clear();
            for (Map.Entry<Long, CompletableFuture<Integer>> command : futures.entrySet()) {
                if (isRefused(command.getKey(), command.getValue())) {
                    window.add(command.getKey());
                }
            }
            if (!window.isEmpty()) {
                group.leader();
            }
        }
        return null;
    }

    private boolean isRefused(long request, CompletableFuture<Integer> future)
            throws InterruptedException, TimeoutException {
        try {
            future.get(Watchtower.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            answered.add(request);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof OutcomeUnknown)) {
                assertThat(failed).cause().isInstanceOfAny(NotLeader.class, Overloaded.class);
                return true;
            }
            unknown.add(request);
        }
        outcomes.release();
        return false;
    }
}
