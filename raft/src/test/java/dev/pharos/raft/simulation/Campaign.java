package dev.pharos.raft.simulation;

import dev.pharos.raft.simulation.Simulation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Many seeds on all processors, each run twice, since a run that does not repeat proves nothing. */
final class Campaign {
    private static final int MOST_FAILURES = 10;

    /** What all runs together found. */
    record Outcome(long seeds, List<Result> failures, Statistics statistics, double seconds, long longestPeace) {}

    private final long firstSeed;
    private final long seeds;
    private final int steps;
    private final AtomicLong next = new AtomicLong();
    private final Statistics statistics = new Statistics();
    private long longestPeace;
    private final List<Result> failures = new ArrayList<>();

    Campaign(long firstSeed, long seeds, int steps) {
        this.firstSeed = firstSeed;
        this.seeds = seeds;
        this.steps = steps;
    }

    Outcome run() throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        int workers = Runtime.getRuntime().availableProcessors();
        ExecutorService executor = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                all.add(executor.submit(this::work));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Outcome(Math.min(next.get(), seeds), failures, statistics, seconds, longestPeace);
    }

    private void work() {
        for (long taken = next.getAndIncrement(); taken < seeds; taken = next.getAndIncrement()) {
            Result result = Simulation.run(firstSeed + taken, steps);
            Result again = Simulation.run(firstSeed + taken, steps);
            if (take(result, again)) {
                return;
            }
            if ((taken + 1) % 5000 == 0) {
                System.out.println((taken + 1) + " of " + seeds + " seeds");
            }
        }
    }

    /** Whether enough has failed to stop. */
    private synchronized boolean take(Result result, Result again) {
        statistics.add(result.statistics());
        longestPeace = Math.max(longestPeace, result.statistics().get("peace millis"));
        if (result.hash() != again.hash()) {
            failures.add(new Result(
                    result.seed(),
                    result.hash(),
                    result.statistics(),
                    Optional.of("determinism: the second run differs from the first"),
                    ""));
        } else if (result.failure().isPresent()) {
            failures.add(result);
        }
        return failures.size() >= MOST_FAILURES;
    }
}
