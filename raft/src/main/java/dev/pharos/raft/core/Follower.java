package dev.pharos.raft.core;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.HeartbeatAnswer;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Message.ReadIndexAnswer;
import dev.pharos.raft.model.Message.ReadIndexRequest;
import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.Message.TransferLeader;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.VoteKind;
import java.util.List;
import java.util.Optional;

/** Takes what the leader sends, and campaigns when it hears none (Raft 5.2). Learners stay followers. */
final class Follower extends RaftRole {
    private final FollowerLog log;
    /** 0 while nobody has spoken as the leader of this term. */
    private long leader;

    Follower(CoreState state, long leader) {
        super(state);
        this.log = new FollowerLog(state);
        this.leader = leader;
    }

    /** A member that gives up another role: it starts a new election timeout (Raft 5.2). */
    static Follower following(CoreState state, long leader) {
        state.clock.restart();
        return new Follower(state, leader);
    }

    @Override
    RoleName name() {
        return RoleName.FOLLOWER;
    }

    @Override
    long leader() {
        return leader;
    }

    @Override
    RaftRole onTimersChecked() {
        if (!state.clock.isTimeToCampaign() || !state.isPromotable()) {
            return this;
        }
        state.clock.restart();
        return state.mayCampaign() ? Candidate.campaign(state, Candidate.firstPhase(state)) : this;
    }

    @Override
    public RaftRole onTimeoutNow(TimeoutNow timeoutNow) {
        return state.mayCampaign() ? Candidate.campaign(state, VoteKind.TRANSFER) : this;
    }

    @Override
    public RaftRole onAppend(Append append) {
        hear(append.from());
        log.append(append);
        return this;
    }

    @Override
    public RaftRole onHeartbeat(Heartbeat heartbeat) {
        hear(heartbeat.from());
        if (heartbeat.commit() > state.journal.lastIndex()) {
            state.outbox.tell(new ImpossibleMessage(heartbeat));
            return this;
        }
        state.journal.commitTo(heartbeat.commit());
        state.outbox.send(new HeartbeatAnswer(state.envelopeTo(heartbeat.from()), heartbeat.context()));
        return this;
    }

    @Override
    public RaftRole onInstallSnapshot(InstallSnapshot install) {
        hear(install.from());
        log.install(install);
        return this;
    }

    /** A leader whose process has died is lost at once, long before its silence says so. */
    @Override
    void onUnreachable(long member) {
        if (member == leader && leader != 0) {
            state.clock.hurry(state.votersBefore(member));
        }
    }

    private void hear(long from) {
        Invariant.check(leader == 0 || leader == from, "one leader a term", leader, from);
        leader = from;
        state.leaderHeard();
    }

    @Override
    ProposalOutcome propose(Proposal proposal) {
        if (leader == 0) {
            return new ProposalOutcome.Refused(Refusal.NO_LEADER);
        }
        state.outbox.send(new Forward(new Envelope(state.self, leader, 0), List.of(proposal)));
        return new ProposalOutcome.Forwarded(leader);
    }

    /** The sender took this member for the leader; pass it on, but never back to where it came from. */
    @Override
    public RaftRole onForward(Forward forward) {
        if (leader != 0 && leader != forward.from()) {
            state.outbox.send(new Forward(new Envelope(forward.from(), leader, 0), forward.proposals()));
        }
        return this;
    }

    /** Passes the wish on to the leader, unless it has come true already. */
    @Override
    public RaftRole onTransferLeader(TransferLeader transfer) {
        if (leader != 0 && leader != transfer.from()) {
            Envelope envelope = new Envelope(transfer.from(), leader, state.ballot.term());
            state.outbox.send(new TransferLeader(envelope));
        }
        return this;
    }

    @Override
    Optional<Refusal> readIndex(Payload context) {
        if (leader == 0) {
            return Optional.of(Refusal.NO_LEADER);
        }
        state.outbox.send(new ReadIndexRequest(new Envelope(state.self, leader, 0), context));
        return Optional.empty();
    }

    @Override
    public RaftRole onReadIndexAnswer(ReadIndexAnswer answer) {
        state.outbox.grantRead(answer.context(), answer.index());
        return this;
    }
}
