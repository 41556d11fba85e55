package dev.pharos.kvstore.lease;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Renewals on the leader. Any thread.
 *
 * <p>Mostly the answer is there at once and no entry is written. It waits in two cases: a lease that has
 * expired is first revoked (rule 7.5), and what a checkpoint says of a lease is first cleared, by one entry
 * for all who renew it meanwhile.
 */
public final class LeaseRenewals {
    /** Gone, and the answer that clients take for it (rule 7.3). */
    private static final long GONE = 0;

    private static final int ATTEMPTS = 3;

    private final LeaseBook book;
    private final LeaseProposals proposals;
    private final ConcurrentMap<Long, CompletableFuture<Void>> clearing = new ConcurrentHashMap<>();

    public LeaseRenewals(LeaseBook book, LeaseProposals proposals) {
        this.book = book;
        this.proposals = proposals;
    }

    /**
     * The granted TTL in seconds; 0 if there is no such lease, or no longer. Fails with a Refusal
     * NOT_PRIMARY_LESSOR if this member does not lead, so the leader must be asked, and as the proposal does if
     * a checkpoint could not be cleared.
     */
    public CompletionStage<Long> renew(long id) {
        return renew(id, ATTEMPTS);
    }

    private CompletionStage<Long> renew(long id, int attempts) {
        Renewal renewal = book.renew(id);
        if (renewal instanceof Renewal.Renewed renewed) {
            return CompletableFuture.completedFuture(renewed.ttlSeconds());
        }
        if (renewal instanceof Renewal.Unknown) {
            return CompletableFuture.completedFuture(GONE);
        }
        if (renewal instanceof Renewal.Ending ending) {
            return ending.end().thenApply(ended -> GONE);
        }
        // After the entry everything is looked at again: the lease may be gone by then (etcd 20616).
        if (renewal instanceof Renewal.Checkpointed checkpointed && attempts > 0) {
            return clear(id, checkpointed.term()).thenCompose(cleared -> renew(id, attempts - 1));
        }
        return CompletableFuture.failedFuture(new Refusal(EtcdError.NOT_PRIMARY_LESSOR));
    }

    private CompletionStage<Void> clear(long id, long term) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others = clearing.putIfAbsent(id, mine);
        if (others != null) {
            return others;
        }
        CompletionStage<?> proposed;
        try {
            proposed = proposals.checkpoint(List.of(new Remaining(id, 0)), term);
        } catch (RuntimeException refused) {
            proposed = CompletableFuture.failedFuture(refused);
        }
        proposed.whenComplete((done, failure) -> {
            clearing.remove(id, mine);
            if (failure == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }
}
