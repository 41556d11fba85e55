package dev.pharos.raft.core;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Message.ReadIndexRequest;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.VoteKind;

/**
 * The rules about terms that hold in every role (Raft 5.1), with what pre-vote and the check for a
 * quorum add to them (thesis 4.2.3, 9.6).
 */
final class TermGate {
    /** Far beyond any that elections can reach, and with room for as many more. */
    private static final long HIGHEST_TERM = Long.MAX_VALUE / 2;

    private final CoreState state;

    TermGate(CoreState state) {
        this.state = state;
    }

    /** How a message goes on. */
    enum Way {
        /** The role handles it. */
        IN,
        /** The member first becomes a follower in the message's term. */
        IN_NEWER_TERM,
        /** Nobody handles it. */
        NONE
    }

    Way judge(Message message, long leader) {
        if (message.term() < 0 || message.term() > HIGHEST_TERM) {
            return impossible(message);
        }
        boolean outsideTerms = message instanceof Forward || message instanceof ReadIndexRequest;
        if (outsideTerms || message.term() == 0) {
            return outsideTerms && message.term() == 0 ? Way.IN : impossible(message);
        }
        if (message instanceof VoteRequest request && request.kind() != VoteKind.TRANSFER && state.isBoundByLease()) {
            return Way.NONE;
        }
        long term = state.ballot.term();
        if (message.term() == term) {
            return Way.IN;
        }
        if (message.term() < term) {
            answerStale(message);
            return Way.NONE;
        }
        return judgeNewer(message, leader);
    }

    private Way judgeNewer(Message message, long leader) {
        if (message instanceof VoteRequest request) {
            // A member that hears a leader has no reason to help depose it, or a member that was
            // removed, or cut off, could disturb the group for ever.
            if (request.kind() != VoteKind.TRANSFER && holdsToLeader(leader)) {
                return Way.NONE;
            }
            return request.kind() == VoteKind.PRE_VOTE ? Way.IN : Way.IN_NEWER_TERM;
        }
        boolean promise = message instanceof VoteAnswer answer
                && answer.kind() == VoteKind.PRE_VOTE
                && answer.verdict() == Verdict.GRANTED;
        return promise ? Way.IN : Way.IN_NEWER_TERM;
    }

    private boolean holdsToLeader(long leader) {
        return leader != 0 && !state.clock.isElectionTimeoutOver();
    }

    /**
     * A sender in an older term learns the newer one, or it would stay stuck: with pre-vote it cannot
     * learn it from a campaign of this member.
     */
    private void answerStale(Message message) {
        if (message instanceof Append || message instanceof Heartbeat) {
            state.outbox.send(new AppendAccepted(state.envelopeTo(message.from()), 0));
        } else if (message instanceof VoteRequest request && request.kind() == VoteKind.PRE_VOTE) {
            state.outbox.send(new VoteAnswer(state.envelopeTo(message.from()), VoteKind.PRE_VOTE, Verdict.REFUSED));
        }
    }

    private Way impossible(Message message) {
        state.outbox.tell(new ImpossibleMessage(message));
        return Way.NONE;
    }

    /** Whom the member follows after it took the newer term of this message. */
    static long leaderBy(Message message) {
        boolean fromLeader =
                message instanceof Append || message instanceof Heartbeat || message instanceof InstallSnapshot;
        return fromLeader ? message.from() : 0;
    }
}
