package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendClosed;
import dev.pharos.kvstore.backend.FrozenBackend;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.raft.check.Invariant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out compactions, one after the other, on a thread of its own. It may be killed at any moment: what
 * is removed and how far that has come are in the same batches, and removing twice is harmless.
 */
final class Compactor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Compactor.class.getName());

    /** Compactions that wait beyond this number are done together with the one before. */
    private static final int MOST_WAITING = 16;

    /** What a compaction touches besides the rows. */
    record Effects(Ledger ledger, DeadKeys deadKeys, HashesOfCompactions hashes, Supplier<ReadView> views) {}

    /** @param waiters for everybody who asked for this revision or one that it includes */
    private record Job(long revision, long previousRevision, List<CompletableFuture<Void>> waiters) {
        void complete() {
            waiters.forEach(waiter -> waiter.complete(null));
        }

        void fail(Throwable reason) {
            waiters.forEach(waiter -> waiter.completeExceptionally(reason));
        }
    }

    private final Backend backend;
    private final StoreOptions options;
    private final Effects effects;
    private final Runnable afterBatch;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "kvstore-compactor");

    private volatile CompactionMeter meter = CompactionMeter.NONE;

    /** Guarded by itself. */
    private final Deque<Job> waiting = new ArrayDeque<>();

    /** Guarded by {@code waiting}: nobody takes from it any more. */
    private @Nullable Throwable endedBy;

    /** The apply thread's: compactions that are staged and not published. */
    private final Deque<Job> prepared = new ArrayDeque<>();

    /** The apply thread's. */
    private long newestRevision;

    /** The compactor's. */
    private long finishedRevision;

    Compactor(Backend backend, StoreOptions options, Effects effects, Marks marks, Runnable afterBatch) {
        this.backend = backend;
        this.options = options;
        this.effects = effects;
        this.afterBatch = afterBatch;
        this.newestRevision = marks.compactRevision();
        this.finishedRevision = marks.finishedRevision();
        thread.setDaemon(true);
    }

    /** From now on. */
    void meter(CompactionMeter newMeter) {
        meter = newMeter;
    }

    void start() {
        if (finishedRevision < newestRevision) {
            waiting.add(new Job(newestRevision, finishedRevision, List.of()));
        }
        thread.start();
    }

    /** Completes if the compactor fails and the member must stop. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    /** On the apply thread; begins with the next {@link #release}. */
    CompletableFuture<Void> prepare(long revision) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        prepared.add(new Job(revision, newestRevision, List.of(done)));
        newestRevision = revision;
        if (effects.hashes().areWanted()) {
            effects.hashes().expect(revision);
        }
        return done;
    }

    /** On the apply thread, when the compactions are on record and readers see them. */
    void release() {
        if (prepared.isEmpty()) {
            return;
        }
        synchronized (waiting) {
            prepared.forEach(this::enqueue);
            waiting.notifyAll();
        }
        prepared.clear();
    }

    private void enqueue(Job job) {
        if (endedBy != null) {
            job.fail(endedBy);
            return;
        }
        if (waiting.size() < MOST_WAITING) {
            waiting.add(job);
            return;
        }
        Job last = waiting.removeLast();
        effects.hashes().giveUp(last.revision());
        effects.hashes().giveUp(job.revision());
        List<CompletableFuture<Void>> waiters = new ArrayList<>(last.waiters());
        waiters.addAll(job.waiters());
        waiting.add(new Job(job.revision(), last.previousRevision(), waiters));
    }

    private void run() {
        try {
            Job job = take();
            while (job != null) {
                carryOut(job);
                job = take();
            }
            end(new CancellationException("the store closes"));
        } catch (BackendClosed | CancellationException | InterruptedException stopping) {
            // What is left to do is on record, and goes on when the store is opened again.
            end(stopping);
        } catch (RuntimeException | Error failed) {
            end(failed);
            failure.complete(failed);
        }
    }

    private void end(Throwable reason) {
        effects.hashes().end();
        synchronized (waiting) {
            endedBy = reason;
            waiting.forEach(job -> job.fail(reason));
            waiting.clear();
        }
    }

    private @Nullable Job take() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty() && !isClosing()) {
                waiting.wait();
            }
            return isClosing() ? null : waiting.poll();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void carryOut(Job job) throws InterruptedException {
        try {
            if (effects.hashes().isExpected(job.revision())) {
                removeAndHash(job);
            } else {
                remove(job.revision());
                job.complete();
            }
        } catch (RuntimeException | Error | InterruptedException failed) {
            job.fail(failed);
            throw failed;
        }
    }

    private void removeAndHash(Job job) throws InterruptedException {
        ReadView view = effects.views().get();
        Marks before = new Marks(job.revision(), job.previousRevision(), finishedRevision);
        try (FrozenBackend frozen = backend.freeze()) {
            remove(job.revision());
            job.complete();
            effects.hashes().complete(StoreHash.ofCompaction(frozen, view, before, this::isClosing));
        }
    }

    private void remove(long revision) throws InterruptedException {
        Invariant.check(revision > finishedRevision, "compactions come in order", revision, finishedRevision);
        Removal removal = new Removal(backend, effects, finishedRevision, revision);
        long begun = System.nanoTime();
        Failpoint.COMPACT_AFTER_COMMIT_SCHEDULED_COMPACT.hit();
        while (step(removal)) {
            Failpoint.COMPACT_AFTER_COMMIT_BATCH.hit();
            afterBatch.run();
            if (closing.await(options.compactionPause().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CancellationException("the store closes");
            }
        }
        long beforeIndex = System.nanoTime();
        if (effects.deadKeys().takeMissed()) {
            removal.findDeadKeys(effects.views().get());
        }
        finishedRevision = revision;
        long now = System.nanoTime();
        meter.index(now - beforeIndex);
        meter.finished(now - begun);
        LOG.log(System.Logger.Level.INFO, "finished scheduled compaction");
    }

    private boolean step(Removal removal) {
        long before = System.nanoTime();
        boolean more = removal.step(options.compactionBatch());
        meter.batch(System.nanoTime() - before, removal.takeRemoved());
        return more;
    }

    @Override
    public void close() {
        closing.countDown();
        synchronized (waiting) {
            waiting.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
