package dev.pharos.raft.quorum;

import dev.pharos.raft.model.MemberSet;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** One set of voters of which more than half must agree. */
final class Majority {
    private final MemberSet voters;

    Majority(MemberSet voters) {
        this.voters = voters;
    }

    /**
     * The largest value that more than half of the voters have reached. An empty set has reached
     * everything, so that it never holds back the other half of a joint configuration.
     */
    long reached(LongUnaryOperator valueOf) {
        int size = voters.size();
        if (size == 0) {
            return Long.MAX_VALUE;
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = valueOf.applyAsLong(voters.get(i));
        }
        Arrays.sort(values);
        return values[size - (size / 2 + 1)];
    }

    VoteResult result(VoteTally tally) {
        int size = voters.size();
        if (size == 0) {
            return VoteResult.WON;
        }
        int granted = 0;
        int refused = 0;
        for (int i = 0; i < size; i++) {
            switch (tally.ballotOf(voters.get(i))) {
                case GRANTED -> granted++;
                case REFUSED -> refused++;
                case MISSING -> {}
            }
        }
        int needed = size / 2 + 1;
        if (granted >= needed) {
            return VoteResult.WON;
        }
        return size - refused >= needed ? VoteResult.PENDING : VoteResult.LOST;
    }
}
