package dev.pharos.kvstore.lease;

import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The books of several members over one log, without anything else of a cluster. */
final class LeaseCluster implements LeaseProposals {
    private record Entry(long term, long revoked, List<Remaining> checkpoints, CompletableFuture<Void> outcome) {}

    private final HandClock clock = new HandClock();
    private final HandExecutor threads = new HandExecutor();
    private final List<LeaseBook> books = new ArrayList<>();
    private final List<LeaseReaper> reapers = new ArrayList<>();
    private final List<LeaseRenewals> renewals = new ArrayList<>();
    private final ArrayDeque<Entry> unapplied = new ArrayDeque<>();
    private boolean holding;
    private int leader;
    private long term;
    private int checkpointsApplied;
    private int largestCheckpoint;

    LeaseCluster(int members, Checkpoints checkpoints) {
        for (int i = 0; i < members; i++) {
            LeaseBook book = new LeaseBook(LeaseOptions.of(2, checkpoints), clock, Runnable::run);
            books.add(book);
            reapers.add(new LeaseReaper(book, this, LeaseReaper.Limits.DEFAULT, threads, clock));
            renewals.add(new LeaseRenewals(book, this));
        }
    }

    LeaseBook book(int member) {
        return books.get(member);
    }

    void elect(int member) {
        books.get(leader).demote();
        leader = member;
        term++;
        books.get(leader).promote(Duration.ofSeconds(1), term);
    }

    void grant(long id, long ttlSeconds) {
        books.forEach(book -> book.grant(id, ttlSeconds));
    }

    CompletableFuture<Long> renew(long id) {
        CompletionStage<Long> renewal = renewals.get(leader).renew(id);
        if (!holding) {
            applyAll();
        }
        return renewal.toCompletableFuture();
    }

    long remainingSeconds(long id) {
        return books.get(leader).remaining(id).orElseThrow().remainingSeconds();
    }

    long nowNanos() {
        return clock.getAsLong();
    }

    int checkpointsApplied() {
        return checkpointsApplied;
    }

    int largestCheckpoint() {
        return largestCheckpoint;
    }

    /** Nothing is applied until {@link #applyAll}. */
    void holdBack() {
        holding = true;
    }

    void run(long seconds) {
        for (long half = 0; half < 2 * seconds; half++) {
            clock.advance(Duration.ofMillis(500));
            reapers.forEach(LeaseReaper::check);
            threads.runAll();
            if (!holding) {
                applyAll();
            }
        }
    }

    void applyAll() {
        holding = false;
        for (Entry entry = unapplied.poll(); entry != null; entry = unapplied.poll()) {
            apply(entry);
            threads.runAll();
        }
    }

    /** What an older leader proposed has no effect. */
    private void apply(Entry entry) {
        if (entry.term() != term) {
            entry.outcome().completeExceptionally(new IllegalStateException("of an older leader"));
            return;
        }
        for (LeaseBook book : books) {
            if (entry.checkpoints().isEmpty() && book.exists(entry.revoked())) {
                book.revoke(entry.revoked());
            }
            entry.checkpoints().forEach(one -> book.checkpoint(one.id(), one.seconds()));
            book.settle();
        }
        if (entry.checkpoints().stream().anyMatch(one -> one.seconds() > 0)) {
            checkpointsApplied++;
            largestCheckpoint = Math.max(largestCheckpoint, entry.checkpoints().size());
        }
        entry.outcome().complete(null);
    }

    @Override
    public CompletionStage<?> revoke(long id, long leaderTerm) {
        return add(new Entry(leaderTerm, id, List.of(), new CompletableFuture<>()));
    }

    @Override
    public CompletionStage<?> checkpoint(List<Remaining> checkpoints, long leaderTerm) {
        return add(new Entry(leaderTerm, 0, checkpoints, new CompletableFuture<>()));
    }

    private CompletionStage<?> add(Entry entry) {
        unapplied.addLast(entry);
        return entry.outcome();
    }
}
