package dev.pharos.raft.node;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.machine.RaftObserver;
import dev.pharos.raft.machine.StateMachine;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.outcome.OutcomeUnknown;
import dev.pharos.raft.outcome.Overloaded;
import dev.pharos.raft.outcome.RaftException;
import dev.pharos.raft.outcome.Stopped;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.transport.Inbox;
import dev.pharos.raft.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * A running member of a Raft group.
 *
 * <p>Futures complete on the member's own threads, so what hangs on them must be quick. They fail with a
 * {@link RaftException} that says whether trying again is safe.
 *
 * <p>A member that cannot trust its disk, or finds a bug in itself, stops: {@link
 * RaftObserver#onFailure} tells, all futures fail, and nothing that came after the failure is
 * acknowledged. The process should end then.
 *
 * @param <R> what the state machine answers
 */
public final class RaftNode<R> implements Inbox, AutoCloseable {
    private static final Duration CLOSING_TIME = Duration.ofSeconds(10);

    private final MemberStorage storage;
    private final RaftObserver observer;
    private final ExecutorService borrowed;
    private final ScheduledExecutorService ticker;
    private final ScheduledFuture<?> ticks;
    private final Assembly<R> parts;
    private final Worker loop;
    private final Worker log;
    private final Worker reader;
    private final Worker applier;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean reported = new AtomicBoolean();
    private final AtomicBoolean wakeWaits = new AtomicBoolean();

    RaftNode(RaftNodeBuilder<R> setup) {
        this.storage = setup.storage;
        this.observer = setup.instruments.observer();
        String suffix = "-" + Long.toHexString(setup.self);
        this.borrowed = Executors.newSingleThreadExecutor(work -> daemon(work, "raft-snapshots" + suffix));
        this.ticker = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "raft-ticks" + suffix));
        this.parts = setup.assemble(borrowed, this::fail);
        this.loop = new Worker("raft-loop" + suffix, parts.loop(), this::fail);
        this.log = new Worker("raft-log" + suffix, parts.log(), this::fail);
        this.reader = new Worker("raft-reader" + suffix, parts.reader(), this::fail);
        this.applier = new Worker("raft-apply" + suffix, parts.applier(), this::fail);
        long nanos = setup.tickInterval.toNanos();
        this.ticks = ticker.scheduleAtFixedRate(this::wake, nanos, nanos, TimeUnit.NANOSECONDS);
        applier.start();
        log.start();
        reader.start();
        loop.start();
    }

    public static <R> RaftNodeBuilder<R> builder(
            long self, StateMachine<R> machine, MemberStorage storage, Transport transport) {
        return new RaftNodeBuilder<>(self, machine, storage, transport);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Wakes the loop, which then looks at its clock. */
    private void wake() {
        if (wakeWaits.compareAndSet(false, true)) {
            parts.mailbox().put(input -> wakeWaits.set(false));
        }
    }

    /**
     * Proposes a command. The future completes when this member has applied it.
     *
     * @param requestId names the command among all that this group has under way; the state machine
     *     finds it in the payload
     * @throws IllegalArgumentException if a proposal under this id still waits here
     */
    public CompletableFuture<R> propose(long requestId, Payload command) {
        return propose(requestId, Proposal.command(command));
    }

    /**
     * Proposes a command without waking the member for it. Whoever proposes several in a row calls {@link
     * #takeUp} behind the last of them, and the member wakes once for all. If it is awake, or somebody else
     * wakes it, it takes them up earlier; if nobody does, at the next tick.
     */
    public CompletableFuture<R> proposeQuietly(long requestId, Payload command) {
        Proposal proposal = Proposal.command(command);
        return register(requestId, loop -> loop.propose(requestId, proposal), parts.mailbox()::offerQuietly);
    }

    /** Wakes the member for what was proposed quietly; nothing happens if it has taken that up already. */
    public void takeUp() {
        parts.mailbox().ring();
    }

    /**
     * Proposes a command that makes sense only as this leader's own: it enters the log if this member leads
     * in that term, as an entry of that term, and fails with {@link
     * dev.pharos.raft.outcome.NotLeader} otherwise. It is never forwarded.
     */
    public CompletableFuture<R> proposeInTerm(long term, long requestId, Payload command) {
        return propose(requestId, loop -> loop.proposeInTerm(term, requestId, Proposal.command(command)));
    }

    /** Proposes a membership change; the state machine finds the request id in its context. */
    public CompletableFuture<R> changeMembership(long requestId, MembershipChange change) {
        return propose(requestId, MembershipChangeCodec.propose(change));
    }

    private CompletableFuture<R> propose(long requestId, Proposal proposal) {
        return propose(requestId, loop -> loop.propose(requestId, proposal));
    }

    private CompletableFuture<R> propose(long requestId, LoopInput<R> input) {
        return register(requestId, input, parts.mailbox()::offer);
    }

    private CompletableFuture<R> register(long requestId, LoopInput<R> input, Predicate<LoopInput<R>> mailbox) {
        CompletableFuture<R> future = parts.proposals().register(requestId);
        if (!future.isDone() && !mailbox.test(input)) {
            parts.proposals().fail(requestId, refusal());
        }
        return future;
    }

    /**
     * Completes with an index once this member's state machine has applied it; a state read after that is
     * at least as new as every proposal that was answered, anywhere, before this call.
     */
    public CompletableFuture<Long> readIndex() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        if (!parts.mailbox().offer(new LoopInput.Read<>(future))) {
            future.completeExceptionally(refusal());
        }
        return future;
    }

    private RaftException refusal() {
        return stopped.get() ? new Stopped("the member is stopped") : new Overloaded("the member's mailbox is full");
    }

    /** Asks the leader to be succeeded by {@code target}; {@link #status} shows whether it was. */
    public void transferLeadership(long target) {
        offer(loop -> loop.core().transferLeadership(target));
    }

    /** Campaigns without waiting for the election timeout. */
    public void campaign() {
        offer(loop -> loop.core().campaign());
    }

    /** What a leader knows of the others; empty on everybody else. */
    public CompletableFuture<RaftStatus.Peers> peers() {
        CompletableFuture<RaftStatus.Peers> future = new CompletableFuture<>();
        LoopInput<R> question = new LoopInput.Peers<>(future);
        if (!parts.mailbox().offer(question)) {
            future.completeExceptionally(refusal());
        }
        return future;
    }

    /** How the member stood after its last turn. */
    public RaftStatus status() {
        return parts.loop().status();
    }

    @Override
    public void receive(Message message) {
        offer(loop -> loop.step(message));
    }

    @Override
    public void unreachable(long member) {
        offer(loop -> loop.core().unreachable(member));
    }

    private void offer(LoopInput<R> input) {
        if (!parts.mailbox().offer(input)) {
            observer.onDropped();
        }
    }

    private void fail(Throwable cause) {
        if (stopped.compareAndSet(false, true)) {
            stopTicking();
            closeDuties();
            failWaiting();
            report(cause);
        }
    }

    private void report(Throwable failure) {
        if (reported.compareAndSet(false, true)) {
            observer.onFailure(failure);
        }
    }

    private boolean finishSnapshots() {
        borrowed.shutdown();
        try {
            return borrowed.awaitTermination(CLOSING_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException wantsToGo) {
            Thread.currentThread().interrupt();
            return borrowed.isTerminated();
        }
    }

    private void stopTicking() {
        ticks.cancel(false);
        ticker.shutdown();
    }

    private void closeDuties() {
        parts.loop().close();
        parts.log().close();
        parts.reader().close();
        parts.applier().close();
    }

    private void failWaiting() {
        parts.proposals().failAll(new OutcomeUnknown("the member stopped before it knew the outcome"));
    }

    /**
     * Stops the threads in the order of the flow, so that what is under way still arrives; then closes the
     * storage. After a failure there is only the waiting for the threads to end. Should one not end in
     * time, that is reported as a failure, and the files stay locked: it may still be writing. A second
     * call changes nothing.
     */
    @Override
    public void close() {
        stopped.set(true);
        stopTicking();
        boolean ended = loop.finish(CLOSING_TIME);
        ended &= log.finish(CLOSING_TIME);
        ended &= reader.finish(CLOSING_TIME);
        ended &= applier.finish(CLOSING_TIME);
        ended &= finishSnapshots();
        failWaiting();
        if (ended) {
            storage.close();
        } else {
            report(new IllegalStateException("a thread of the member did not end in time; its files stay locked"));
        }
    }
}
