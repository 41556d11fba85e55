package dev.pharos.raft.core;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.core.Ready.Recall;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.AppendRejected;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.HeartbeatAnswer;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Message.ReadIndexRequest;
import dev.pharos.raft.model.Message.TransferLeader;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RaftEvent.QuorumLost;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.replication.Progress;
import dev.pharos.raft.replication.ReplicationBoard;
import java.util.List;
import java.util.Optional;

/**
 * Leads one term: takes proposals, brings the others' logs in line, commits what a quorum holds (Raft
 * 5.3, 5.4.2), and steps down when it cannot be sure that anybody follows.
 */
final class Leader extends RaftRole {
    private final ReplicationBoard board;
    private final Replicator replicator;
    private final LeaderReads reads;
    private final LeaderProposals proposals;
    private final Transfer transfer;
    private int ticksSinceHeartbeat;

    private Leader(CoreState state) {
        super(state);
        long last = state.journal.lastIndex();
        this.board = new ReplicationBoard(state.self, state.membership(), last, state.options.flow());
        this.reads = new LeaderReads(state);
        this.replicator = new Replicator(state, board, reads.rounds());
        this.proposals = new LeaderProposals(state);
        this.transfer = new Transfer(state);
    }

    /** Won an election: the first entry of the term is empty, to commit what came before (Raft 8). */
    static Leader elected(CoreState state) {
        Leader leader = new Leader(state);
        state.clock.restart();
        leader.proposals.appendEmpty();
        return leader;
    }

    @Override
    RoleName name() {
        return RoleName.LEADER;
    }

    @Override
    long leader() {
        return state.self;
    }

    ReplicationBoard board() {
        return board;
    }

    long transferTarget() {
        return transfer.target();
    }

    /** What an earlier term wanted is nobody's business any more. */
    void recalled(Recall recall, List<Entry> entries) {
        if (recall.term() == state.ballot.term()) {
            replicator.recalled(recall, entries);
        }
    }

    @Override
    void elapse(int ticks) {
        reads.elapse(ticks);
        ticksSinceHeartbeat += ticks;
    }

    @Override
    RaftRole onTimersChecked() {
        if (state.clock.isElectionTimeoutOver()) {
            state.clock.heardLeader();
            transfer.abandon();
            if (!board.checkQuorumActive()) {
                state.outbox.tell(new QuorumLost(state.ballot.term()));
                return Follower.following(state, 0);
            }
        }
        if (ticksSinceHeartbeat >= state.options.timing().heartbeatTicks()) {
            ticksSinceHeartbeat = 0;
            if (reads.renewsLease()) {
                reads.startRound();
            }
            replicator.sendHeartbeats();
        }
        return this;
    }

    @Override
    void onUnreachable(long member) {
        Progress progress = board.of(member);
        if (progress != null) {
            progress.unreachable();
        }
    }

    @Override
    ProposalOutcome propose(Proposal proposal) {
        return transfer.isUnderWay() ? new ProposalOutcome.Refused(Refusal.TRANSFERRING) : proposals.propose(proposal);
    }

    /** What is refused here is lost for the follower that passed it on; it finds out by its deadline. */
    @Override
    public RaftRole onForward(Forward forward) {
        forward.proposals().forEach(this::propose);
        return this;
    }

    @Override
    Optional<Refusal> readIndex(Payload context) {
        if (reads.isFull()) {
            return Optional.of(Refusal.OVERLOADED);
        }
        reads.add(state.self, context);
        return Optional.empty();
    }

    @Override
    public RaftRole onReadIndexRequest(ReadIndexRequest request) {
        if (!reads.isFull()) {
            reads.add(request.from(), request.context());
        }
        return this;
    }

    @Override
    public RaftRole onAppendAccepted(AppendAccepted accepted) {
        Progress progress = board.of(accepted.from());
        if (progress == null) {
            return this;
        }
        if (accepted.index() > state.journal.lastIndex()) {
            state.outbox.tell(new ImpossibleMessage(accepted));
            return this;
        }
        progress.heard();
        if (accepted.index() == 0) {
            // Sent to depose an older leader; it says nothing about the log.
            return this;
        }
        progress.accepted(accepted.index(), state.journal.firstIndex());
        transfer.onMatch(accepted.from(), progress.match());
        return commit();
    }

    @Override
    public RaftRole onAppendRejected(AppendRejected rejected) {
        Progress progress = board.of(rejected.from());
        if (progress != null) {
            EntryId hint = rejected.hint();
            progress.heard();
            progress.rejected(rejected.refused(), meetingPoint(hint));
        }
        return this;
    }

    /** Older members of etcd's name no term in their hint, and mean the end of their log. */
    private long meetingPoint(EntryId hint) {
        return hint.term() == 0
                ? hint.index()
                : state.journal.lastAtOrBelow(hint.index(), hint.term()).index();
    }

    @Override
    public RaftRole onHeartbeatAnswer(HeartbeatAnswer answer) {
        Progress progress = board.of(answer.from());
        long round = ReadRounds.roundOf(answer.context());
        if (round < 0 || round > reads.rounds().round()) {
            state.outbox.tell(new ImpossibleMessage(answer));
        } else if (progress != null) {
            progress.answeredHeartbeat(round, state.journal.lastIndex());
            reads.confirm(board.roundAnsweredByQuorum(reads.rounds().round()));
        }
        return this;
    }

    @Override
    public RaftRole onAppend(Append append) {
        return refuseRival(append);
    }

    @Override
    public RaftRole onHeartbeat(Heartbeat heartbeat) {
        return refuseRival(heartbeat);
    }

    @Override
    public RaftRole onInstallSnapshot(InstallSnapshot install) {
        return refuseRival(install);
    }

    private RaftRole refuseRival(Message fromLeader) {
        Invariant.check(false, "one leader a term", state.self, fromLeader.from());
        return this;
    }

    @Override
    RaftRole onPersisted() {
        return commit();
    }

    /** Only an entry of the own term is committed by counting; those before it follow (Raft 5.4.2). */
    private RaftRole commit() {
        long reached = board.matchedByQuorum(state.journal.ledger().persistedIndex());
        if (reached > state.journal.committed() && state.journal.termAt(reached) == state.ballot.term()) {
            proposals.onCommit(reached);
            state.journal.commitTo(reached);
            reads.onCommit();
        }
        return this;
    }

    /** The joint configuration is applied: end it, if that was the wish. */
    @Override
    RaftRole onApplied() {
        proposals.leaveJointIfDue();
        return this;
    }

    /**
     * A leader that is no voter any more steps down once the change is applied (thesis 4.2.2); until then
     * it counts itself, for changes hold from when they are applied.
     */
    @Override
    RaftRole onMembershipChanged() {
        board.changeTo(state.membership(), state.journal.lastIndex());
        transfer.onMembershipChanged();
        if (!state.membership().isVoter(state.self)) {
            replicator.flush();
            return Follower.following(state, 0);
        }
        reads.confirm(board.roundAnsweredByQuorum(reads.rounds().round()));
        return commit();
    }

    @Override
    public RaftRole onTransferLeader(TransferLeader wish) {
        Progress progress = board.of(wish.from());
        if (progress != null && state.membership().isVoter(wish.from()) && transfer.begin(wish.from())) {
            reads.giveUpLease();
            transfer.onMatch(wish.from(), progress.match());
        }
        return this;
    }

    @Override
    void flush() {
        if (reads.wantsRound()) {
            reads.startRound();
            replicator.sendHeartbeats();
            reads.confirm(board.roundAnsweredByQuorum(reads.rounds().round()));
        }
        replicator.flush();
    }
}
