package dev.pharos.raft.simulation.invariant;

import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.VoteKind;
import java.util.HashMap;
import java.util.Map;

/**
 * What a member told others survives its crashes: its term, its vote, and the entries it said it has.
 * Checked by what it comes back with.
 */
final class Promises {
    private static final class Told {
        private long term;
        private long votedFor;
        private EntryId accepted = EntryId.ZERO;
    }

    private final Map<Long, Told> byMember = new HashMap<>();
    private long audited;

    /**
     * A log changes within a term only by growing, so while the term is the same, what is there is what
     * was accepted.
     */
    void sent(long member, Message message, long currentTerm, Journal journal) {
        Told told = byMember.computeIfAbsent(member, any -> new Told());
        if (!bindsTerm(message)) {
            return;
        }
        audited++;
        if (message.term() > told.term) {
            told.term = message.term();
            told.votedFor = 0;
            told.accepted = EntryId.ZERO;
        }
        if (message instanceof VoteAnswer answer
                && answer.kind() != VoteKind.PRE_VOTE
                && answer.verdict() == Verdict.GRANTED) {
            told.votedFor = answer.to();
        }
        if (message instanceof AppendAccepted accepted
                && accepted.term() == told.term
                && accepted.term() == currentTerm
                && accepted.index() > told.accepted.index()) {
            long term = journal.termAt(accepted.index());
            if (term >= 0) {
                told.accepted = new EntryId(term, accepted.index());
            }
        }
    }

    private static boolean bindsTerm(Message message) {
        if (message.term() == 0 || message instanceof Message.TransferLeader) {
            return false;
        }
        boolean preVote = (message instanceof VoteRequest request && request.kind() == VoteKind.PRE_VOTE)
                || (message instanceof VoteAnswer answer && answer.kind() == VoteKind.PRE_VOTE);
        return !preVote;
    }

    void recovered(long member, HardState hardState, Journal journal) {
        Told told = byMember.get(member);
        if (told == null) {
            return;
        }
        if (hardState.term() < told.term) {
            throw new Violation("durable term", member + " forgot term " + told.term + " and is in " + hardState);
        }
        if (hardState.term() > told.term) {
            return;
        }
        if (told.votedFor != 0 && hardState.vote() != told.votedFor) {
            throw new Violation("durable vote", member + " forgot its vote for " + told.votedFor + ": " + hardState);
        }
        boolean held = told.accepted.index() <= journal.base().index() || journal.holds(told.accepted);
        if (!held) {
            throw new Violation(
                    "durable entries",
                    member + " said it has " + told.accepted + " and came back with " + journal.last());
        }
    }

    long audited() {
        return audited;
    }
}
