package dev.pharos.raft.node;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.outcome.OutcomeUnknown;
import dev.pharos.raft.outcome.Overloaded;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The duties of a real member without their threads: a scheduler takes every turn. */
public final class SteppedNode<R> {
    private final Assembly<R> parts;

    public SteppedNode(RaftNodeBuilder<R> setup, Executor borrowed, Consumer<Throwable> onFailure) {
        this.parts = setup.assemble(borrowed, onFailure);
    }

    public RaftCore core() {
        return parts.loop().core();
    }

    public boolean hasLoopWork() {
        return parts.loop().hasWork();
    }

    public void turnLoop() {
        parts.loop().turn();
    }

    public boolean hasLogWork() {
        return parts.log().hasWork();
    }

    public void turnLog() {
        parts.log().turn();
    }

    public boolean hasReaderWork() {
        return parts.reader().hasWork();
    }

    public void turnReader() {
        parts.reader().turn();
    }

    public boolean hasApplyWork() {
        return parts.applier().hasWork();
    }

    public void turnApply() {
        parts.applier().turn();
    }

    /** What the tick thread does. */
    public void wake() {
        parts.mailbox().put(loop -> {});
    }

    public void receive(Message message) {
        parts.mailbox().offer(loop -> loop.step(message));
    }

    public void unreachable(long member) {
        parts.mailbox().offer(loop -> loop.core().unreachable(member));
    }

    public CompletableFuture<R> propose(long requestId, Payload command) {
        return propose(requestId, Proposal.command(command));
    }

    public CompletableFuture<R> changeMembership(long requestId, MembershipChange change) {
        return propose(requestId, MembershipChangeCodec.propose(change));
    }

    private CompletableFuture<R> propose(long requestId, Proposal proposal) {
        CompletableFuture<R> future = parts.proposals().register(requestId);
        if (!future.isDone() && !parts.mailbox().offer(loop -> loop.propose(requestId, proposal))) {
            parts.proposals().fail(requestId, new Overloaded("mailbox"));
        }
        return future;
    }

    public CompletableFuture<Long> readIndex() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        if (!parts.mailbox().offer(new LoopInput.Read<>(future))) {
            future.completeExceptionally(new Overloaded("mailbox"));
        }
        return future;
    }

    public void transferLeadership(long target) {
        parts.mailbox().offer(loop -> loop.core().transferLeadership(target));
    }

    /** The process died: nobody hears from it again. */
    public void crash() {
        parts.proposals().failAll(new OutcomeUnknown("crashed"));
        parts.reader().ended();
        parts.loop().ended();
    }
}
