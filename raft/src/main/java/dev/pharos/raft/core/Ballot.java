package dev.pharos.raft.core;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.model.HardState;

/** The term, and the vote given in it. */
final class Ballot {
    private long term;
    /** 0 while no vote was given in this term. */
    private long vote;

    Ballot(HardState recovered) {
        term = recovered.term();
        vote = recovered.vote();
    }

    long term() {
        return term;
    }

    long vote() {
        return vote;
    }

    void advanceTo(long newTerm) {
        Invariant.check(newTerm > term, "the term only rises", newTerm, term);
        term = newTerm;
        vote = 0;
    }

    void voteFor(long member) {
        Invariant.check(vote == 0 || vote == member, "one vote a term", vote, member);
        vote = member;
    }

    HardState hardState(long commit) {
        return new HardState(term, vote, commit);
    }
}
