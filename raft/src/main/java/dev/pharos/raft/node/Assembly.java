package dev.pharos.raft.node;

import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.machine.StateMachine;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.node.SnapshotKeeper.Borrowed;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The parts of one member, put together and wired through their mailboxes; nothing runs yet. */
final class Assembly<R> {
    private final Mailbox<LoopInput<R>> mailbox;
    private final RaftLoop<R> loop;
    private final LogWriter log;
    private final LogReader reader;
    private final Applier<R> applier;
    private final PendingProposals<R> proposals;

    Assembly(RaftNodeBuilder<R> setup, RecoveredLog recovered, Executor borrowed, Consumer<Throwable> onFailure) {
        NodeOptions options = setup.nodeOptions;
        this.mailbox = new Mailbox<>(options.mailboxCapacity());
        this.proposals = new PendingProposals<>(options.maxPendingProposals(), options.patienceTicks());
        SnapshotFiles files = new SnapshotFiles(setup.storage.snapshots());
        this.log = new LogWriter(
                new LogWriter.Disks(recovered.log(), files),
                setup.transport,
                logSinkInto(mailbox),
                setup.instruments,
                setup.inlineBelow);
        this.reader = new LogReader(
                setup.storage.past(),
                setup.raftOptions.flow().maxMessageBytes(),
                (recall, entries) -> mailbox.put(loop -> loop.core().recalled(recall, entries)));
        SnapshotKeeper keeper = new SnapshotKeeper(
                options.snapshots(),
                files,
                log,
                new Borrowed(borrowed, onFailure),
                snapshot -> mailbox.put(loop -> loop.snapshotTaken(snapshot, options.snapshots())));
        AppliedState start = bringUp(setup.machine, recovered.snapshot());
        this.applier = new Applier<>(
                setup.machine,
                start,
                proposals,
                keeper,
                new Applier.Reports(appliedSinkInto(mailbox), setup.instruments.observer()));
        int electionTicks = setup.raftOptions.timing().electionTicks();
        int retryTicks = Math.max(1, electionTicks / 2);
        this.loop = new RaftLoop<>(
                core(setup, recovered, start),
                mailbox,
                new RaftLoop.Outlets(setup.transport, log, reader, applier, keeper),
                new RaftLoop.Waiting<>(proposals, new PendingReads(setup.random.nextLong(), options, retryTicks)),
                new RaftLoop.Setting(options, electionTicks, setup.instruments.observer(), setup.tickClock()));
    }

    /** A machine without files of its own, or with older ones, starts from the snapshot. */
    private static AppliedState bringUp(StateMachine<?> machine, Snapshot snapshot) {
        AppliedState recovered = machine.recovered();
        if (recovered.applied().index() >= snapshot.at().index()) {
            return recovered;
        }
        machine.restore(snapshot);
        return new AppliedState(snapshot.at(), snapshot.membership());
    }

    private static <R> RaftCore core(RaftNodeBuilder<R> setup, RecoveredLog recovered, AppliedState start) {
        Journal journal = new Journal(
                recovered.snapshot(),
                recovered.entries(),
                recovered.hardState(),
                start.applied().index());
        Membership membership = start.membership();
        return new RaftCore(new RaftCore.Start(
                setup.self, setup.raftOptions, recovered.hardState(), journal, membership, setup.random));
    }

    private static <R> LogWriter.Sink logSinkInto(Mailbox<LoopInput<R>> mailbox) {
        return new LogWriter.Sink() {
            @Override
            public void persisted(long writeNumber) {
                mailbox.put(loop -> loop.persisted(writeNumber));
            }

            @Override
            public void startsAt(long index) {
                mailbox.put(loop -> loop.core().diskStartsAt(index));
            }
        };
    }

    private static <R> Applier.AppliedSink appliedSinkInto(Mailbox<LoopInput<R>> mailbox) {
        return new Applier.AppliedSink() {
            @Override
            public void applied(long index) {
                mailbox.put(loop -> loop.applied(index));
            }

            @Override
            public void membershipApplied(Membership membership) {
                mailbox.put(loop -> loop.membershipApplied(membership));
            }

            @Override
            public void restored(long index) {
                mailbox.put(loop -> loop.restored(index));
            }
        };
    }

    Mailbox<LoopInput<R>> mailbox() {
        return mailbox;
    }

    RaftLoop<R> loop() {
        return loop;
    }

    LogWriter log() {
        return log;
    }

    LogReader reader() {
        return reader;
    }

    Applier<R> applier() {
        return applier;
    }

    PendingProposals<R> proposals() {
        return proposals;
    }
}
