package dev.pharos.kvstore.lease;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Walks over all leases now and then and proposes checkpoints of those due, entry after entry: the next one
 * is made when the last is applied. What fails is due again in the next round.
 *
 * <p>Owned by the reaper's thread.
 */
final class CheckpointRounds {
    /** A tenth of the usual interval, so no checkpoint is late by more. */
    private static final long BETWEEN_ROUNDS_NANOS = 30_000_000_000L;

    /** Places looked at for one hold of the lock. */
    private static final int STRIDE = 1000;

    private final LeaseBook book;
    private final LeaseProposals proposals;
    private final int perEntry;
    private final Executor owner;
    private final LongSupplier nanoClock;

    private long lastRoundNanos;
    private boolean walking;

    CheckpointRounds(LeaseBook book, LeaseProposals proposals, int perEntry, Executor owner, LongSupplier nanoClock) {
        this.book = book;
        this.proposals = proposals;
        this.perEntry = perEntry;
        this.owner = owner;
        this.nanoClock = nanoClock;
        this.lastRoundNanos = nanoClock.getAsLong();
    }

    void check() {
        long now = nanoClock.getAsLong();
        if (!walking && now - lastRoundNanos >= BETWEEN_ROUNDS_NANOS) {
            lastRoundNanos = now;
            walking = true;
            walk(0);
        }
    }

    private void walk(int from) {
        int position = from;
        while (position != LeaseBook.DueCheckpoints.END) {
            LeaseBook.DueCheckpoints part = book.dueCheckpoints(position, Math.min(STRIDE, perEntry));
            position = part.nextPosition();
            if (!part.due().isEmpty()) {
                propose(part);
                return;
            }
        }
        walking = false;
    }

    private void propose(LeaseBook.DueCheckpoints part) {
        CompletionStage<?> proposed;
        try {
            proposed = proposals.checkpoint(part.due(), part.term());
        } catch (RuntimeException refused) {
            proposed = CompletableFuture.failedFuture(refused);
        }
        proposed.whenComplete(
                (done, failure) -> goOn(failure == null ? part.nextPosition() : LeaseBook.DueCheckpoints.END));
    }

    /** On any thread. */
    private void goOn(int position) {
        try {
            owner.execute(() -> walk(position));
        } catch (RejectedExecutionException closing) {
            // Nobody checks any more.
        }
    }
}
