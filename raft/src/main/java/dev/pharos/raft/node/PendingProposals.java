package dev.pharos.raft.node;

import dev.pharos.raft.machine.ProposalResults;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.outcome.LeaderLost;
import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.raft.outcome.OutcomeUnknown;
import dev.pharos.raft.outcome.Overloaded;
import dev.pharos.raft.outcome.RaftException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Proposals whose proposers wait on this member.
 *
 * <p>This is the one object that two duties share: callers add, the apply thread completes, the loop
 * gives up. Each entry leaves the table exactly once, whoever takes it out answers the future.
 */
final class PendingProposals<R> implements ProposalResults<R> {
    private record Pending<R>(long requestId, CompletableFuture<R> future) {}

    private record Placed(long requestId, long term) {}

    /** In this term it was put into the own log, or passed on. */
    private record Deadline(long tick, Pending<?> pending, long term) {}

    private final int capacity;
    private final int patienceTicks;
    private final Map<Long, Pending<R>> byRequest = new ConcurrentHashMap<>();
    /** Where in this member's own log a proposal was put while it led; kept until that index is applied. */
    private final Map<Long, Placed> byIndex = new ConcurrentHashMap<>();
    /** In the order of their ticks, since all wait equally long. Owned by the loop, like those below. */
    private final ArrayDeque<Deadline> deadlines = new ArrayDeque<>();
    /** Those whose term is over, with less time; in the order of their ticks too. */
    private final ArrayDeque<Deadline> orphans = new ArrayDeque<>();
    /** Of the newest entry that was applied while something had a place. Owned by the apply thread. */
    private long settledTerm;
    /** Of the newest entry that this member has applied, as far as the loop was told. */
    private long appliedTerm;

    PendingProposals(int capacity, int patienceTicks) {
        this.capacity = capacity;
        this.patienceTicks = patienceTicks;
    }

    /** The future of a new proposal; a failed one if it cannot wait here. */
    CompletableFuture<R> register(long requestId) {
        CompletableFuture<R> future = new CompletableFuture<>();
        if (byRequest.size() >= capacity) {
            future.completeExceptionally(new Overloaded("too many proposals wait for an answer"));
        } else if (byRequest.putIfAbsent(requestId, new Pending<>(requestId, future)) != null) {
            throw new IllegalArgumentException("request id " + requestId + " is in use");
        }
        return future;
    }

    /** On the loop: in this term the proposal is on its way from now on. */
    void startPatience(long requestId, long nowTick, long term) {
        Pending<R> pending = byRequest.get(requestId);
        if (pending != null) {
            deadlines.addLast(new Deadline(nowTick + patienceTicks, pending, term));
        }
    }

    /**
     * On the loop: an entry of this term is applied, and with it whatever its leader had of earlier ones. What
     * an earlier leader was asked for and is not applied is lost, or is being passed on from the one to the other:
     * that may take so many ticks more.
     */
    void applied(long term, long nowTick, long graceTicks) {
        if (term <= appliedTerm) {
            return;
        }
        appliedTerm = term;
        long tick = nowTick + graceTicks;
        List<Deadline> orphaned = deadlines.stream()
                .filter(deadline -> deadline.term() < term && deadline.tick() > tick)
                .toList();
        orphaned.forEach(deadline -> orphans.addLast(new Deadline(tick, deadline.pending(), deadline.term())));
        deadlines.removeIf(deadline -> deadline.term() < term && deadline.tick() > tick);
    }

    private boolean isWaiting(Deadline deadline) {
        return deadline.pending().equals(byRequest.get(deadline.pending().requestId()));
    }

    /** On the loop: the proposal has this place in the log, unless another leader takes it away. */
    void placed(long requestId, EntryId id) {
        byIndex.put(id.index(), new Placed(requestId, id.term()));
    }

    /**
     * On the apply thread: an entry of another term took a place, so what was proposed there never will be applied.
     * Nor will what this member proposed behind it in an earlier term, for terms do not fall along the log.
     */
    void settle(Entry applied) {
        if (byIndex.isEmpty()) {
            return;
        }
        Placed placed = byIndex.remove(applied.index());
        if (placed != null && placed.term() != applied.term()) {
            giveUp(placed);
        }
        if (applied.term() > settledTerm) {
            settledTerm = applied.term();
            byIndex.forEach((index, later) -> {
                if (later.term() < applied.term()) {
                    byIndex.remove(index);
                    giveUp(later);
                }
            });
        }
    }

    private void giveUp(Placed placed) {
        fail(placed.requestId(), new NotLeader("another leader's entry took its place"));
    }

    /** On the apply thread: a snapshot jumped over these places; what became of them is not known here. */
    void skipThrough(long index) {
        byIndex.keySet().removeIf(placed -> placed <= index);
    }

    @Override
    public void complete(long requestId, R result) {
        Pending<R> pending = byRequest.remove(requestId);
        if (pending != null) {
            pending.future().complete(result);
        }
    }

    void fail(long requestId, RaftException reason) {
        Pending<R> pending = byRequest.remove(requestId);
        if (pending != null) {
            pending.future().completeExceptionally(reason);
        }
    }

    /** On the loop: gives up what waited long enough, and forgets at the head of the line what is answered. */
    void expire(long nowTick) {
        expire(orphans, nowTick, () -> new LeaderLost("the leader that had it leads no more"));
        expire(deadlines, nowTick, () -> new OutcomeUnknown("no answer within " + patienceTicks + " ticks"));
    }

    private void expire(ArrayDeque<Deadline> line, long nowTick, Supplier<RaftException> reason) {
        while (!line.isEmpty()) {
            Deadline first = line.getFirst();
            boolean waiting = isWaiting(first);
            if (waiting && first.tick() > nowTick) {
                return;
            }
            line.removeFirst();
            if (waiting) {
                fail(first.pending().requestId(), reason.get());
            }
        }
    }

    /** Nobody will answer any more. */
    void failAll(RaftException reason) {
        byRequest.keySet().forEach(requestId -> fail(requestId, reason));
    }
}
