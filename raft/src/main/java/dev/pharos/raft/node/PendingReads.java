package dev.pharos.raft.node;

import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.raft.outcome.Overloaded;
import dev.pharos.raft.outcome.RaftException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads that wait for their index, then for the state machine to get there. All that arrive in one turn
 * of the loop share one question to the core, and one question is open at a time. A question that gets no
 * answer is asked again under the same context: an answer to any copy of it is good, for each was asked
 * after its reads arrived. A context never stands for two questions. Owned by the loop.
 */
final class PendingReads {
    private record Read(long deadlineTick, CompletableFuture<Long> future) {}

    private record Granted(long index, List<Read> reads) {}

    private static final int CONTEXT_BYTES = 16;

    /** Tells this run of this member from all others. */
    private final long nonce;

    private final int capacity;
    private final int patienceTicks;
    private final int retryTicks;
    private long questions;

    private final ArrayDeque<Read> waiting = new ArrayDeque<>();
    private ArrayDeque<Read> asked = new ArrayDeque<>();
    private @Nullable Payload openContext;
    private boolean askNow;
    private long askedAtTick;
    private int grantedReads;
    private final PriorityQueue<Granted> granted = new PriorityQueue<>(Comparator.comparingLong(Granted::index));

    PendingReads(long nonce, NodeOptions options, int retryTicks) {
        this.nonce = nonce;
        this.capacity = options.maxPendingProposals();
        this.patienceTicks = options.patienceTicks();
        this.retryTicks = retryTicks;
    }

    void add(CompletableFuture<Long> future, long nowTick) {
        if (waiting.size() + asked.size() + grantedReads >= capacity) {
            future.completeExceptionally(new Overloaded("too many reads wait for an answer"));
        } else {
            waiting.addLast(new Read(nowTick + patienceTicks, future));
        }
    }

    /** Asks the core for everybody who waits; an open question only when it has to be repeated. */
    void ask(RaftCore core, long nowTick) {
        if (openContext == null && !waiting.isEmpty()) {
            openContext = nextContext();
            asked = new ArrayDeque<>(waiting);
            waiting.clear();
            askNow = true;
        }
        if (openContext != null && askNow && core.readIndex(openContext).isEmpty()) {
            askNow = false;
            askedAtTick = nowTick;
        }
    }

    private Payload nextContext() {
        questions++;
        return Payload.wrap(ByteBuffer.allocate(CONTEXT_BYTES)
                .putLong(nonce)
                .putLong(questions)
                .array());
    }

    void grant(Payload context, long index) {
        if (openContext != null && openContext.equals(context)) {
            granted.add(new Granted(index, List.copyOf(asked)));
            grantedReads += asked.size();
            asked.clear();
            openContext = null;
        }
    }

    /** The open question may have been lost with the old leader. */
    void leaderChanged() {
        askNow = true;
    }

    void tick(long nowTick) {
        if (nowTick - askedAtTick >= retryTicks) {
            askNow = true;
        }
        expire(asked, nowTick);
        expire(waiting, nowTick);
        if (asked.isEmpty()) {
            openContext = null;
        }
        granted.removeIf(group -> giveUp(group, nowTick));
    }

    private static void expire(ArrayDeque<Read> reads, long nowTick) {
        while (!reads.isEmpty() && reads.getFirst().deadlineTick() <= nowTick) {
            reads.removeFirst().future().completeExceptionally(new NotLeader("no leader confirmed the read in time"));
        }
    }

    /** The state machine did not get there within the patience of the last read of the group. */
    private boolean giveUp(Granted group, long nowTick) {
        List<Read> reads = group.reads();
        if (reads.get(reads.size() - 1).deadlineTick() > nowTick) {
            return false;
        }
        grantedReads -= reads.size();
        Overloaded reason = new Overloaded("the state machine did not catch up with the read in time");
        reads.forEach(read -> read.future().completeExceptionally(reason));
        return true;
    }

    /** The state machine has applied {@code index}. */
    void applied(long index) {
        while (!granted.isEmpty() && granted.peek().index() <= index) {
            Granted ready = granted.remove();
            grantedReads -= ready.reads().size();
            ready.reads().forEach(read -> read.future().complete(ready.index()));
        }
    }

    void failAll(RaftException reason) {
        List<Read> all = new ArrayList<>(waiting);
        all.addAll(asked);
        granted.forEach(group -> all.addAll(group.reads()));
        waiting.clear();
        asked.clear();
        granted.clear();
        grantedReads = 0;
        all.forEach(read -> read.future().completeExceptionally(reason));
    }
}
