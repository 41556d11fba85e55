package dev.pharos.raft.core;

import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.RaftOptions.PreVote;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.VoteKind;
import dev.pharos.raft.quorum.Quorum;
import dev.pharos.raft.quorum.VoteResult;
import dev.pharos.raft.quorum.VoteTally;
import java.util.Optional;

/** Asks for votes: first, with pre-vote, whether it could win, then in earnest (Raft 5.2, thesis 9.6). */
final class Candidate extends RaftRole {
    private final VoteKind kind;
    private final VoteTally tally = new VoteTally();

    private Candidate(CoreState state, VoteKind kind) {
        super(state);
        this.kind = kind;
    }

    static VoteKind firstPhase(CoreState state) {
        return state.options.timing().preVote() == PreVote.ON ? VoteKind.PRE_VOTE : VoteKind.ELECTION;
    }

    static RaftRole campaign(CoreState state, VoteKind kind) {
        Candidate candidate = new Candidate(state, kind);
        if (kind == VoteKind.PRE_VOTE) {
            candidate.tally.grant(state.self);
        } else {
            state.ballot.advanceTo(state.ballot.term() + 1);
            state.ballot.voteFor(state.self);
        }
        state.clock.restart();
        candidate.askForVotes();
        return candidate.count();
    }

    private void askForVotes() {
        MemberSet members = state.membership().voters().union(state.membership().outgoing());
        for (int i = 0; i < members.size(); i++) {
            long member = members.get(i);
            if (member != state.self) {
                Envelope envelope = new Envelope(state.self, member, campaignTerm());
                state.outbox.send(new VoteRequest(envelope, kind, state.journal.last()));
            }
        }
    }

    private long campaignTerm() {
        return kind == VoteKind.PRE_VOTE ? state.ballot.term() + 1 : state.ballot.term();
    }

    @Override
    RoleName name() {
        return kind == VoteKind.PRE_VOTE ? RoleName.PRE_CANDIDATE : RoleName.CANDIDATE;
    }

    @Override
    long leader() {
        return 0;
    }

    @Override
    RaftRole onTimersChecked() {
        if (!state.clock.isTimeToCampaign()) {
            return this;
        }
        state.clock.restart();
        return state.mayCampaign() ? campaign(state, firstPhase(state)) : Follower.following(state, 0);
    }

    /** The own vote counts once the disk holds it, like everybody else's. */
    @Override
    RaftRole onPersisted() {
        if (kind != VoteKind.PRE_VOTE && state.isBallotPersisted()) {
            tally.grant(state.self);
        }
        return count();
    }

    @Override
    public RaftRole onVoteAnswer(VoteAnswer answer) {
        boolean ofThisPhase = (answer.kind() == VoteKind.PRE_VOTE) == (kind == VoteKind.PRE_VOTE);
        boolean granted = answer.verdict() == Verdict.GRANTED;
        if (!ofThisPhase || (granted && answer.term() != campaignTerm())) {
            return this;
        }
        if (granted) {
            tally.grant(answer.from());
        } else {
            tally.refuse(answer.from());
        }
        return count();
    }

    private RaftRole count() {
        VoteResult result = new Quorum(state.membership()).result(tally);
        return switch (result) {
            case PENDING -> this;
            case LOST -> Follower.following(state, 0);
            case WON -> kind == VoteKind.PRE_VOTE ? campaign(state, VoteKind.ELECTION) : Leader.elected(state);
        };
    }

    @Override
    RaftRole onMembershipChanged() {
        return state.isPromotable() ? count() : Follower.following(state, 0);
    }

    @Override
    public RaftRole onAppend(Append append) {
        return Follower.following(state, append.from()).onAppend(append);
    }

    @Override
    public RaftRole onHeartbeat(Heartbeat heartbeat) {
        return Follower.following(state, heartbeat.from()).onHeartbeat(heartbeat);
    }

    @Override
    public RaftRole onInstallSnapshot(InstallSnapshot install) {
        return Follower.following(state, install.from()).onInstallSnapshot(install);
    }

    @Override
    ProposalOutcome propose(Proposal proposal) {
        return new ProposalOutcome.Refused(Refusal.NO_LEADER);
    }

    @Override
    Optional<Refusal> readIndex(Payload context) {
        return Optional.of(Refusal.NO_LEADER);
    }
}
