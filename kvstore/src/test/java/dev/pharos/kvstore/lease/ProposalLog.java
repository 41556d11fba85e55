package dev.pharos.kvstore.lease;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Keeps proposals until a test lets them be applied to a book, or fail. */
final class ProposalLog implements LeaseProposals {
    /** A proposal on its way: either a revoke or a checkpoint. */
    record Proposal(long term, long revoked, List<Remaining> checkpoints, CompletableFuture<Void> outcome) {}

    private final LeaseBook book;
    private final ArrayDeque<Proposal> onTheirWay = new ArrayDeque<>();
    private int mostOnTheirWay;
    private final List<Long> applied = new ArrayList<>();

    ProposalLog(LeaseBook book) {
        this.book = book;
    }

    @Override
    public CompletionStage<?> revoke(long id, long term) {
        return add(new Proposal(term, id, List.of(), new CompletableFuture<>()));
    }

    @Override
    public CompletionStage<?> checkpoint(List<Remaining> checkpoints, long term) {
        return add(new Proposal(term, 0, checkpoints, new CompletableFuture<>()));
    }

    private CompletionStage<?> add(Proposal proposal) {
        onTheirWay.addLast(proposal);
        mostOnTheirWay = Math.max(mostOnTheirWay, onTheirWay.size());
        return proposal.outcome();
    }

    List<Proposal> onTheirWay() {
        return List.copyOf(onTheirWay);
    }

    int mostOnTheirWay() {
        return mostOnTheirWay;
    }

    /** Ids of the revokes applied, in order. */
    List<Long> applied() {
        return applied;
    }

    /** Applies the first as long as there is one; returns how many. */
    int applyAll() {
        int count = 0;
        for (; !onTheirWay.isEmpty(); count++) {
            applyFirst();
        }
        return count;
    }

    void applyFirst() {
        Proposal first = onTheirWay.removeFirst();
        if (first.checkpoints().isEmpty()) {
            if (book.exists(first.revoked())) {
                book.revoke(first.revoked());
            }
            applied.add(first.revoked());
        }
        first.checkpoints().forEach(one -> book.checkpoint(one.id(), one.seconds()));
        book.settle();
        first.outcome().complete(null);
    }

    void failAll() {
        takeAll(proposal -> proposal.outcome().completeExceptionally(new IllegalStateException("no quorum")));
    }

    /** Answered, and the lease is there after all. */
    void ignoreAll() {
        takeAll(proposal -> proposal.outcome().complete(null));
    }

    /** Applied and refused. */
    void refuseAll(EtcdError why) {
        takeAll(proposal -> proposal.outcome().completeExceptionally(new Refusal(why)));
    }

    private void takeAll(Consumer<Proposal> action) {
        List<Proposal> all = onTheirWay();
        onTheirWay.clear();
        all.forEach(action);
    }
}
