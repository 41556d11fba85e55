package dev.pharos.raft.core;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.AppendRejected;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.HeartbeatAnswer;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Message.ReadIndexAnswer;
import dev.pharos.raft.model.Message.ReadIndexRequest;
import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.Message.TransferLeader;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.VoteKind;
import java.util.Optional;

/**
 * What a member does with its inputs while it has one role. A method answers the role that the member
 * has afterwards, most often itself. Messages arrive here after {@link TermGate} made sure that their
 * term is the member's own, or that their kind is exempt from that rule. What a role does not speak of,
 * it ignores.
 */
abstract sealed class RaftRole implements Message.Handler<RaftRole> permits Follower, Candidate, Leader {
    final CoreState state;

    RaftRole(CoreState state) {
        this.state = state;
    }

    abstract RoleName name();

    /** The leader of this term, or 0. */
    abstract long leader();

    /**
     * Time went by; the election clock knows already. What has become due waits for {@link
     * #onTimersChecked}.
     */
    void elapse(int ticks) {}

    abstract RaftRole onTimersChecked();

    abstract ProposalOutcome propose(Proposal proposal);

    /** Asks for an index that makes reads under this context linearizable. */
    abstract Optional<Refusal> readIndex(Payload context);

    /** The disk confirmed a write. */
    RaftRole onPersisted() {
        return this;
    }

    /** The state machine came further. */
    RaftRole onApplied() {
        return this;
    }

    /** The membership became another. */
    RaftRole onMembershipChanged() {
        return this;
    }

    /** Messages to this member may have been lost. */
    void onUnreachable(long member) {}

    /** Sends what has become due since the last call; once for every {@link Ready}. */
    void flush() {}

    @Override
    public RaftRole onVoteRequest(VoteRequest request) {
        boolean preVote = request.kind() == VoteKind.PRE_VOTE;
        boolean free = state.ballot.vote() == request.from()
                || (state.ballot.vote() == 0 && leader() == 0)
                || (preVote && request.term() > state.ballot.term());
        EntryId own = state.journal.last();
        if (!free || !request.last().isAtLeastAsUpToDateAs(own)) {
            answerVote(request, state.ballot.term(), Verdict.REFUSED);
            return this;
        }
        if (!preVote) {
            state.clock.restart();
            state.ballot.voteFor(request.from());
        }
        answerVote(request, request.term(), Verdict.GRANTED);
        return this;
    }

    private void answerVote(VoteRequest request, long term, Verdict verdict) {
        VoteKind kind = request.kind() == VoteKind.PRE_VOTE ? VoteKind.PRE_VOTE : VoteKind.ELECTION;
        state.outbox.send(new VoteAnswer(new Envelope(state.self, request.from(), term), kind, verdict));
    }

    @Override
    public RaftRole onAppend(Append append) {
        return this;
    }

    @Override
    public RaftRole onAppendAccepted(AppendAccepted accepted) {
        return this;
    }

    @Override
    public RaftRole onAppendRejected(AppendRejected rejected) {
        return this;
    }

    @Override
    public RaftRole onHeartbeat(Heartbeat heartbeat) {
        return this;
    }

    @Override
    public RaftRole onHeartbeatAnswer(HeartbeatAnswer answer) {
        return this;
    }

    @Override
    public RaftRole onVoteAnswer(VoteAnswer answer) {
        return this;
    }

    @Override
    public RaftRole onInstallSnapshot(InstallSnapshot install) {
        return this;
    }

    @Override
    public RaftRole onTimeoutNow(TimeoutNow timeoutNow) {
        return this;
    }

    @Override
    public RaftRole onTransferLeader(TransferLeader transfer) {
        return this;
    }

    @Override
    public RaftRole onReadIndexRequest(ReadIndexRequest request) {
        return this;
    }

    @Override
    public RaftRole onReadIndexAnswer(ReadIndexAnswer answer) {
        return this;
    }

    @Override
    public RaftRole onForward(Forward forward) {
        return this;
    }
}
