package dev.pharos.raft.quorum;

import dev.pharos.raft.model.Membership;
import java.util.function.LongUnaryOperator;

/**
 * The agreement a membership asks for: a majority of its voters, and in a joint configuration one of
 * the outgoing voters besides (thesis 4.3). Learners never count.
 */
public final class Quorum {
    private final Majority incoming;
    private final Majority outgoing;

    public Quorum(Membership membership) {
        this.incoming = new Majority(membership.voters());
        this.outgoing = new Majority(membership.outgoing());
    }

    /** The largest value reached by a quorum, where {@code valueOf} answers what a voter has reached. */
    public long reached(LongUnaryOperator valueOf) {
        return Math.min(incoming.reached(valueOf), outgoing.reached(valueOf));
    }

    public VoteResult result(VoteTally tally) {
        VoteResult first = incoming.result(tally);
        VoteResult second = outgoing.result(tally);
        if (first == second) {
            return first;
        }
        boolean lost = first == VoteResult.LOST || second == VoteResult.LOST;
        return lost ? VoteResult.LOST : VoteResult.PENDING;
    }
}
