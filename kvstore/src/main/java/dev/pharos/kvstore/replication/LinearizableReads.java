package dev.pharos.kvstore.replication;

import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.node.RaftNode;
import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.wire.error.EtcdError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Waits until this member's state holds everything that was acknowledged, anywhere, before the call.
 *
 * <p>A sole voter needs to ask nobody: what it acknowledged is in its own published state, for it answers
 * only behind that. It must know that all it acknowledged in earlier lives is there too, which is proved
 * by the first read of a term that goes the ordinary way; and nobody can take over without a change of
 * the membership that this member has applied itself, after which its status names another voter.
 */
public final class LinearizableReads {
    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private static final long SLOW_NANOS = 500_000_000;

    private final RaftNode<Outcome> node;
    private final MemberSet itself;
    private final Reports reports;
    private volatile long provedTerm;

    /**
     * Who hears how it goes.
     *
     * @param onFailed of each read that was not confirmed
     * @param onSlow of each that took so long that a leader was probably missing
     */
    public record Reports(Runnable onFailed, Runnable onSlow) {}

    public LinearizableReads(RaftNode<Outcome> node, long memberId) {
        this(node, memberId, new Reports(() -> {}, () -> {}));
    }

    public LinearizableReads(RaftNode<Outcome> node, long memberId, Reports reports) {
        this.reports = reports;
        this.node = node;
        this.itself = MemberSet.of(memberId);
    }

    /** Completes on any thread, perhaps at once. Fails with a {@link Refusal}. */
    public CompletableFuture<Void> confirm() {
        RaftStatus status = node.status();
        if (isSoleLeader(status) && status.term() == provedTerm) {
            return NOW;
        }
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        long begun = System.nanoTime();
        CompletionStage<Long> asked = node.readIndex();
        asked.whenComplete((index, failure) -> {
            if (System.nanoTime() - begun > SLOW_NANOS) {
                reports.onSlow().run();
            }
            if (failure == null) {
                prove(status.term());
                confirmed.complete(null);
            } else {
                reports.onFailed().run();
                confirmed.completeExceptionally(new Refusal(meaningOf(Causes.of(failure))));
            }
        });
        return confirmed;
    }

    /** The answer belongs to the term in which it was asked if that is still the term. */
    private void prove(long askedInTerm) {
        RaftStatus status = node.status();
        if (isSoleLeader(status) && status.term() == askedInTerm) {
            provedTerm = askedInTerm;
        }
    }

    private boolean isSoleLeader(RaftStatus status) {
        return status.role() == RoleName.LEADER
                && status.membership().outgoing().isEmpty()
                && status.membership().voters().equals(itself);
    }

    private static EtcdError meaningOf(Throwable failure) {
        return failure instanceof NotLeader ? EtcdError.TIMEOUT : Proposer.meaningOf(failure);
    }
}
