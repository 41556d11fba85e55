package dev.pharos.raft.core;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RaftEvent.MembershipTaken;
import dev.pharos.raft.model.RaftEvent.RoleTaken;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.replication.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One member's share of the protocol. The caller feeds inputs in any order, then takes a {@link Ready}
 * and carries it out, confirming writes by {@link #persisted} and applied entries by {@link #applied}.
 * Any number of writes and applications may be under way at once.
 *
 * <p>A message that no correct member sends is reported and dropped. Where messages show that the group
 * itself has broken a promise (two leaders in a term, another entry in place of a committed one), inputs
 * throw like for any other broken invariant, and the member must stop.
 */
public final class RaftCore {
    /** What a member starts from. */
    public record Start(
            long self,
            RaftOptions options,
            HardState hardState,
            Journal journal,
            Membership membership,
            RandomGenerator random) {}

    private final CoreState state;
    private final TermGate gate;
    private final Dispatch dispatch;
    private RaftRole role;
    private RoleTaken lastTold;

    public RaftCore(Start start) {
        Invariant.check(start.self() != 0, "member id 0 means nobody");
        this.state = new CoreState(start);
        this.gate = new TermGate(state);
        this.dispatch = new Dispatch(state);
        this.role = new Follower(state, 0);
        this.lastTold = describeRole();
    }

    public void tick() {
        elapse(1);
        checkTimers();
    }

    /**
     * Time went by. Kept apart from {@link #checkTimers} for a member that was held up: the time it missed
     * lies before the mail that waits for it, and it should read that mail before it draws conclusions.
     */
    public void elapse(int ticks) {
        state.elapse(ticks);
        role.elapse(ticks);
    }

    /** Does what has become due by time: campaigns, sends heartbeats, steps down. */
    public void checkTimers() {
        enter(role.onTimersChecked());
    }

    public void step(Message message) {
        if (message.to() != state.self || message.from() == 0 || isImpossibleEcho(message)) {
            state.outbox.tell(new ImpossibleMessage(message));
            return;
        }
        switch (gate.judge(message, role.leader())) {
            case NONE -> {}
            case IN -> enter(message.accept(role));
            case IN_NEWER_TERM -> {
                state.ballot.advanceTo(message.term());
                enter(Follower.following(state, TermGate.leaderBy(message)));
                enter(message.accept(role));
            }
        }
    }

    /** A follower passes on what this member asked before it became leader itself; nothing else comes back. */
    private boolean isImpossibleEcho(Message message) {
        boolean passedOn = message instanceof Message.Forward || message instanceof Message.ReadIndexRequest;
        return message.from() == state.self && !passedOn;
    }

    public ProposalOutcome propose(Proposal proposal) {
        return role.propose(proposal);
    }

    /** Asks for an index at which reads are linearizable; it comes with a later {@link Ready}, or never. */
    public Optional<Refusal> readIndex(Payload context) {
        return role.readIndex(context);
    }

    /** Asks the leader, be it this member or another, to be succeeded by {@code target}. */
    public void transferLeadership(long target) {
        if (target != state.self || role.leader() != state.self) {
            Envelope envelope = new Envelope(target, state.self, state.ballot.term());
            enter(role.onTransferLeader(new Message.TransferLeader(envelope)));
        }
    }

    /** Campaigns without waiting for the election timeout, unless a leader's lease stands against it. */
    public void campaign() {
        if (!(role instanceof Leader) && state.mayCampaign() && !state.isBoundByLease()) {
            enter(Candidate.campaign(state, Candidate.firstPhase(state)));
        }
    }

    /** The write is on disk. */
    public void persisted(long writeNumber) {
        state.journal.ledger().completed(writeNumber);
        enter(role.onPersisted());
    }

    /** The state machine has applied everything handed out through {@code index}. */
    public void applied(long index) {
        state.journal.appliedTo(index);
        enter(role.onApplied());
    }

    /** Applying an entry made this the membership; comes before {@link #applied} of that entry. */
    public void membershipApplied(Membership membership) {
        if (!state.journal.awaitsRestore()) {
            takeMembership(membership);
        }
    }

    /** The state machine holds the state of the snapshot that it was given. */
    public void restored(long index) {
        state.journal.restored(index);
        enter(role.onApplied());
    }

    private void takeMembership(Membership membership) {
        if (!membership.equals(state.membership())) {
            state.changeMembership(membership);
            state.outbox.tell(new MembershipTaken(membership));
            enter(role.onMembershipChanged());
        }
    }

    /**
     * A snapshot of this member's own state is durable. Of the entries before it, {@code keepEntries} stay in
     * memory for members that lag, as far as {@code keepBytes} goes; the others are read from disk from now on.
     */
    public void snapshotTaken(Snapshot snapshot, long keepEntries, long keepBytes) {
        state.journal.compact(snapshot, snapshot.at().index() - keepEntries, keepBytes);
    }

    /** The log on disk begins with this entry from now on. */
    public void diskStartsAt(long index) {
        state.journal.diskStartsAt(index);
    }

    /** The first entry that others will want of this member, if any will. */
    public OptionalLong neededFrom() {
        return role instanceof Leader leader ? leader.board().neededFrom() : OptionalLong.empty();
    }

    /** What a {@link Ready.Recall} asked for was read: the first entries of the span, or none if they are gone. */
    public void recalled(Ready.Recall recall, List<Entry> entries) {
        if (role instanceof Leader leader) {
            leader.recalled(recall, entries);
        }
    }

    /** Messages to this member may have been lost. */
    public void unreachable(long member) {
        role.onUnreachable(member);
    }

    public void snapshotDelivered(long member) {
        Progress progress = progressOf(member);
        if (progress != null) {
            progress.snapshotDelivered();
        }
    }

    public void snapshotFailed(long member) {
        Progress progress = progressOf(member);
        if (progress != null) {
            progress.snapshotFailed();
        }
    }

    private @Nullable Progress progressOf(long member) {
        return role instanceof Leader leader ? leader.board().of(member) : null;
    }

    private void enter(RaftRole next) {
        role = next;
    }

    /** Everything that has become due; the caller must carry it out. */
    public Ready ready() {
        role.flush();
        tellRole();
        return dispatch.next();
    }

    private void tellRole() {
        RoleTaken current = describeRole();
        if (!current.equals(lastTold)) {
            lastTold = current;
            state.outbox.tell(current);
        }
    }

    private RoleTaken describeRole() {
        return new RoleTaken(role.name(), state.ballot.term(), role.leader());
    }

    public RaftStatus status() {
        Journal journal = state.journal;
        return new RaftStatus(
                role.name(),
                state.ballot.term(),
                state.ballot.vote(),
                role.leader(),
                journal.committed(),
                journal.applied(),
                journal.last(),
                state.membership());
    }

    /** A leader's view of the others. */
    public RaftStatus.Peers peers() {
        if (!(role instanceof Leader leader)) {
            return RaftStatus.Peers.NONE;
        }
        List<RaftStatus.Peer> peers = new ArrayList<>();
        leader.board()
                .forEach((progress, member) ->
                        peers.add(new RaftStatus.Peer(member, progress.mode(), progress.match(), progress.next())));
        return new RaftStatus.Peers(peers, leader.transferTarget());
    }

    /** The log, to read from. */
    public Journal journal() {
        return state.journal;
    }
}
