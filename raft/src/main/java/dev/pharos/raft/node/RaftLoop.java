package dev.pharos.raft.node;

import dev.pharos.raft.core.ProposalOutcome;
import dev.pharos.raft.core.ProposalOutcome.Appended;
import dev.pharos.raft.core.ProposalOutcome.Refused;
import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.core.Ready;
import dev.pharos.raft.core.Refusal;
import dev.pharos.raft.machine.RaftObserver;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.RaftEvent;
import dev.pharos.raft.model.RaftEvent.RoleTaken;
import dev.pharos.raft.model.RaftEvent.SnapshotOutdated;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.outcome.ChangeRefused;
import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.raft.outcome.Overloaded;
import dev.pharos.raft.outcome.RaftException;
import dev.pharos.raft.outcome.Stopped;
import dev.pharos.raft.transport.Transport;
import dev.pharos.raft.transport.Transport.SnapshotDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Owns the core: takes inputs from the mailbox, and carries out what the core wants done. */
final class RaftLoop<R> extends Duty<LoopInput<R>> {
    private static final int MOST_AT_ONCE = 1024;
    private static final int MOST_TICKS_AT_ONCE = 1_000_000;

    /** Where the loop hands work to. */
    record Outlets(Transport transport, LogWriter log, LogReader reader, Applier<?> applier, SnapshotKeeper keeper) {}

    /** Who waits for answers. */
    record Waiting<R>(PendingProposals<R> proposals, PendingReads reads) {}

    /**
     * What the loop goes by. The clock counts the ticks that have passed since some moment, whether
     * anybody looked or not.
     */
    record Setting(NodeOptions options, int electionTicks, RaftObserver observer, LongSupplier tickClock) {}

    private final RaftCore core;
    private final Outlets outlets;
    private final PendingProposals<R> proposals;
    private final PendingReads reads;
    private final RaftObserver observer;
    private final LongSupplier tickClock;
    private final long maxUnappliedEntries;
    private final int electionTicks;
    private long nowTick;
    private volatile RaftStatus status;

    RaftLoop(RaftCore core, Mailbox<LoopInput<R>> mailbox, Outlets outlets, Waiting<R> waiting, Setting setting) {
        super("the raft loop", mailbox, MOST_AT_ONCE);
        this.core = core;
        this.outlets = outlets;
        this.proposals = waiting.proposals();
        this.reads = waiting.reads();
        this.observer = setting.observer();
        this.tickClock = setting.tickClock();
        this.maxUnappliedEntries = setting.options().maxUnappliedEntries();
        this.electionTicks = setting.electionTicks();
        this.nowTick = tickClock.getAsLong();
        this.status = core.status();
    }

    @Override
    void take(List<LoopInput<R>> inputs) {
        long tickNow = tickClock.getAsLong();
        boolean timePassed = tickNow != nowTick;
        advanceTo(tickNow);
        // After a pause a leader must give up what it cannot be sure of before it answers anybody; others
        // had better read their mail before they take the leader for dead.
        boolean leads = status.role() == RoleName.LEADER;
        if (timePassed && leads) {
            core.checkTimers();
        }
        for (LoopInput<R> input : inputs) {
            input.into(this);
        }
        if (timePassed && !leads) {
            core.checkTimers();
        }
        reads.ask(core, nowTick);
        carryOut(core.ready());
        outlets.log().keepFrom(core.neededFrom());
        status = core.status();
    }

    private void carryOut(Ready ready) {
        ready.sendNow().forEach(this::send);
        ready.write().ifPresent(outlets.log()::persist);
        ready.recalls().forEach(outlets.reader()::read);
        ready.restore().ifPresent(outlets.applier()::restore);
        if (!ready.committed().isEmpty()) {
            outlets.applier().apply(ready.committed());
        }
        ready.reads().forEach(grant -> reads.grant(grant.context(), grant.index()));
        ready.events().forEach(this::tell);
        reads.applied(core.journal().applied());
    }

    private void send(Message message) {
        if (message instanceof InstallSnapshot install) {
            outlets.keeper().send(install, outlets.transport(), deliveryTo(install.to()));
        } else {
            outlets.transport().send(message);
        }
    }

    private SnapshotDelivery deliveryTo(long member) {
        return new SnapshotDelivery() {
            @Override
            public void delivered() {
                mailbox().put(loop -> loop.core.snapshotDelivered(member));
            }

            @Override
            public void failed() {
                mailbox().put(loop -> loop.core.snapshotFailed(member));
            }
        };
    }

    private void tell(RaftEvent event) {
        if (event instanceof RoleTaken) {
            reads.leaderChanged();
        } else if (event instanceof SnapshotOutdated) {
            outlets.applier().takeSnapshot();
        }
        observer.onEvent(event);
    }

    RaftStatus status() {
        return status;
    }

    RaftCore core() {
        return core;
    }

    private void advanceTo(long tick) {
        core.elapse((int) Math.min(tick - nowTick, MOST_TICKS_AT_ONCE));
        nowTick = tick;
        proposals.expire(nowTick);
        reads.tick(nowTick);
    }

    void step(Message message) {
        core.step(message);
    }

    void propose(long requestId, Proposal proposal) {
        if (core.journal().committed() - core.journal().applied() > maxUnappliedEntries) {
            proposals.fail(requestId, new Overloaded("the state machine lags behind"));
            return;
        }
        ProposalOutcome outcome = core.propose(proposal);
        if (outcome instanceof Refused refused) {
            proposals.fail(requestId, explain(refused.reason()));
            return;
        }
        proposals.startPatience(requestId, nowTick, core.status().term());
        if (outcome instanceof Appended appended) {
            proposals.placed(requestId, appended.id());
        }
    }

    void proposeInTerm(long term, long requestId, Proposal proposal) {
        RaftStatus now = core.status();
        if (now.role() == RoleName.LEADER && now.term() == term) {
            propose(requestId, proposal);
        } else {
            proposals.fail(requestId, new NotLeader("this member does not lead in term " + term));
        }
    }

    private static RaftException explain(Refusal reason) {
        return switch (reason) {
            case NO_LEADER -> new NotLeader("no leader is known");
            case TRANSFERRING -> new NotLeader("the leader is handing over");
            case LEAVING -> new NotLeader("the leader is leaving the group");
            case OVERLOADED -> new Overloaded("too much is proposed and not committed");
            case CHANGE_PENDING -> new ChangeRefused("another membership change is under way");
            case CHANGE_IMPOSSIBLE -> new ChangeRefused("the change does not fit the membership");
        };
    }

    void read(CompletableFuture<Long> future) {
        reads.add(future, nowTick);
    }

    void persisted(long writeNumber) {
        core.persisted(writeNumber);
    }

    void applied(long index) {
        core.applied(index);
        proposals.applied(core.journal().termAt(index), nowTick, electionTicks);
    }

    void membershipApplied(Membership membership) {
        core.membershipApplied(membership);
    }

    void restored(long index) {
        core.restored(index);
    }

    void snapshotTaken(Snapshot snapshot, NodeOptions.SnapshotPolicy policy) {
        core.snapshotTaken(snapshot, policy.keepEntries(), policy.everyBytes());
    }

    /** Reads that still wait, or wait to be taken in, end here; proposals may yet be applied. */
    @Override
    void ended() {
        Stopped reason = new Stopped("the member stopped");
        reads.failAll(reason);
        List<LoopInput<R>> left = new ArrayList<>();
        mailbox().drainTo(left, Integer.MAX_VALUE);
        left.forEach(input -> input.abandoned(reason));
    }
}
