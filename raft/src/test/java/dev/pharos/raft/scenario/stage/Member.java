package dev.pharos.raft.scenario.stage;

import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.core.Ready;
import dev.pharos.raft.core.Ready.Recall;
import dev.pharos.raft.core.Ready.Write;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One member: its core, and what the node's threads would do for it, each step when the scenario says so.
 */
public final class Member {
    /** What the state machine was given and has not done: a snapshot or entries. */
    private record Job(Optional<Snapshot> restore, List<Entry> entries) {}

    private final MemberSetup setup;
    private final Network network;
    private final FixedTimeout chance;
    private final MemberDisk disk = new MemberDisk();
    private final Deque<Write> writes = new ArrayDeque<>();
    private final Deque<Job> jobs = new ArrayDeque<>();
    private final Deque<Recall> recalls = new ArrayDeque<>();
    private Register register;
    private Optional<RaftCore> core;

    Member(MemberSetup setup, Network network) {
        this.setup = setup;
        this.network = network;
        this.chance =
                new FixedTimeout(setup.timeoutTicks() - setup.options().timing().electionTicks());
        start();
    }

    public long id() {
        return setup.id();
    }

    public RaftCore core() {
        return core.orElseThrow(() -> new ScenarioFault("member " + id() + " is down"));
    }

    public boolean isUp() {
        return core.isPresent();
    }

    public Register register() {
        return register;
    }

    /** From the next draw on. */
    public void setTimeout(int ticks) {
        chance.comeOutAs(ticks - setup.options().timing().electionTicks());
    }

    /** Starts with this on disk, as if it had been written in an earlier life. */
    public void preset(List<Entry> entries, HardState hardState) {
        crash();
        disk.preset(entries, hardState);
        start();
    }

    /** What is not on disk is lost, and so is what was to be sent after it was. */
    public void crash() {
        core = Optional.empty();
        writes.clear();
        jobs.clear();
        recalls.clear();
    }

    /** Falls in the middle of its oldest write: all of it but the hard state, the last record, is on disk. */
    public void tear() {
        disk.writeWithoutHardState(writes.removeFirst());
        crash();
    }

    public void start() {
        register = new Register(setup.founding());
        if (!disk.snapshot().isNone()) {
            register.restore(disk.snapshot());
        }
        Journal journal = new Journal(
                disk.snapshot(),
                disk.entries(),
                disk.hardState(),
                register.applied().index());
        core = Optional.of(new RaftCore(
                new RaftCore.Start(id(), setup.options(), disk.hardState(), journal, register.membership(), chance)));
    }

    /** Takes what is due, sends what may go now, and queues the rest. */
    public boolean ready(Transcript out) {
        Ready ready = core().ready();
        if (ready.isEmpty()) {
            return false;
        }
        out.line(id() + " ready");
        ReadyText.describe(withSnapshotData(ready), network, out);
        ready.sendNow().forEach(message -> send(message, out));
        ready.write().ifPresent(writes::addLast);
        recalls.addAll(ready.recalls());
        ready.restore().ifPresent(snapshot -> jobs.addLast(new Job(Optional.of(snapshot), List.of())));
        if (!ready.committed().isEmpty()) {
            jobs.addLast(new Job(Optional.empty(), ready.committed()));
        }
        return true;
    }

    private Ready withSnapshotData(Ready ready) {
        List<Message> now = ready.sendNow().stream().map(this::withSnapshotData).toList();
        return new Ready(
                ready.write(), now, ready.restore(), ready.committed(), ready.reads(), ready.recalls(), ready.events());
    }

    /** The core names a snapshot; the data comes from the disk, if it still has that one. */
    private Message withSnapshotData(Message message) {
        return message instanceof InstallSnapshot install && has(install.snapshot())
                ? new InstallSnapshot(install.envelope(), disk.snapshot())
                : message;
    }

    private boolean has(Snapshot named) {
        return disk.snapshot().at().equals(named.at());
    }

    private void send(Message message, Transcript out) {
        if (message instanceof InstallSnapshot install && !has(install.snapshot())) {
            out.detail("snapshot " + install.snapshot().at() + " is gone, not sent");
            core().snapshotFailed(message.to());
        } else {
            network.send(withSnapshotData(message));
        }
    }

    public boolean hasWrites() {
        return !writes.isEmpty();
    }

    /** Completes the oldest write: disk, then what waited for it, then the core hears of it. */
    public Write persistNext() {
        Write write = writes.removeFirst();
        disk.write(write);
        write.sendAfter().forEach(network::send);
        core().persisted(write.number());
        return write;
    }

    public boolean hasRecalls() {
        return !recalls.isEmpty();
    }

    /** Reads for the oldest recall, as much as one message takes, or finds the entries gone. */
    public List<Entry> recallNext(boolean gone) {
        Recall recall = recalls.removeFirst();
        long most = setup.options().flow().maxMessageBytes();
        List<Entry> read = gone ? List.of() : disk.read(recall.span(), most);
        core().recalled(recall, read);
        return read;
    }

    public boolean hasJobs() {
        return !jobs.isEmpty();
    }

    public void applyNext() {
        Job job = jobs.removeFirst();
        if (job.restore().isPresent()) {
            register.restore(job.restore().get());
            core().restored(register.applied().index());
            return;
        }
        for (Entry entry : job.entries()) {
            register.apply(entry);
            if (entry.changesMembership()) {
                core().membershipApplied(register.membership());
            }
        }
        core().applied(register.applied().index());
    }

    /**
     * Takes a snapshot of what is applied, and forgets the log up to {@code keep} entries before it; on disk,
     * it forgets up to the entry {@code diskFrom}.
     */
    public Snapshot takeSnapshot(long keep, long diskFrom) {
        Snapshot taken = register.capture();
        disk.save(taken);
        core().snapshotTaken(taken, keep, Long.MAX_VALUE);
        core().diskStartsAt(diskFrom);
        return taken;
    }
}
