package dev.pharos.raft.node;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.machine.RaftObserver;
import dev.pharos.raft.machine.StateMachine;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.machine.StateMachine.ChangeVerdict;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.quorum.MembershipStep;
import java.util.ArrayList;
import java.util.List;

/** Feeds the state machine what was committed, in order, and reports how far it is. */
final class Applier<R> extends Duty<Runnable> {
    /** Hears how far the state machine is, in order. */
    interface AppliedSink {
        void applied(long index);

        void membershipApplied(Membership membership);

        void restored(long index);
    }

    private static final int MOST_AT_ONCE = 64;

    private final StateMachine<R> machine;
    private final PendingProposals<R> proposals;
    private final SnapshotKeeper keeper;
    private final AppliedSink sink;
    private final RaftObserver observer;
    private EntryId applied;
    private Membership membership;

    Applier(
            StateMachine<R> machine,
            AppliedState start,
            PendingProposals<R> proposals,
            SnapshotKeeper keeper,
            Reports reports) {
        super("the applier", new Mailbox<>(Integer.MAX_VALUE), MOST_AT_ONCE);
        this.machine = machine;
        this.applied = start.applied();
        this.membership = start.membership();
        this.proposals = proposals;
        this.keeper = keeper;
        this.sink = reports.sink();
        this.observer = reports.observer();
    }

    /** Who hears of what was applied. */
    record Reports(AppliedSink sink, RaftObserver observer) {}

    void restore(Snapshot snapshot) {
        mailbox().put(() -> restoreNow(snapshot));
    }

    /** Takes a snapshot whether or not it is time for one. */
    void takeSnapshot() {
        mailbox().put(() -> keeper.takeNow(machine, applied, membership));
    }

    void apply(List<Entry> entries) {
        mailbox().put(() -> applyNow(entries));
    }

    @Override
    void take(List<Runnable> work) {
        work.forEach(Runnable::run);
    }

    private void restoreNow(Snapshot snapshot) {
        machine.restore(snapshot);
        applied = snapshot.at();
        membership = snapshot.membership();
        proposals.skipThrough(applied.index());
        sink.restored(applied.index());
    }

    private void applyNow(List<Entry> entries) {
        long bytes = 0;
        for (Entry entry : entries) {
            Invariant.check(
                    entry.index() == applied.index() + 1,
                    "entries are applied one after the other",
                    entry.index(),
                    applied.index());
            proposals.settle(entry);
            if (entry.changesMembership()) {
                change(entry);
            } else {
                machine.apply(entry, proposals);
            }
            applied = entry.id();
            bytes += entry.sizeBytes();
        }
        machine.batchApplied(proposals);
        observer.onApplied(entries.size());
        keeper.applied(entries.size(), bytes, machine, applied, membership);
        sink.applied(applied.index());
    }

    private void change(Entry entry) {
        MembershipChange change = MembershipChangeCodec.decode(entry);
        boolean accepted = machine.judge(entry, change) == ChangeVerdict.ACCEPTED;
        if (accepted) {
            membership = MembershipStep.apply(membership, change).membership();
        }
        List<Runnable> answers = new ArrayList<>();
        machine.applyMembership(
                entry, membership, (requestId, result) -> answers.add(() -> proposals.complete(requestId, result)));
        sink.membershipApplied(membership);
        sink.applied(entry.index());
        // Only now: who waited for this change may propose the next one at once.
        answers.forEach(Runnable::run);
    }
}
