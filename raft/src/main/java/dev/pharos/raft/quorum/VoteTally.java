package dev.pharos.raft.quorum;

import java.util.HashMap;
import java.util.Map;

/** The answers a candidate got so far. The first answer of a voter counts; later ones change nothing. */
public final class VoteTally {
    enum Ballot {
        GRANTED,
        REFUSED,
        MISSING
    }

    private final Map<Long, Ballot> ballots = new HashMap<>();

    public void grant(long voter) {
        ballots.putIfAbsent(voter, Ballot.GRANTED);
    }

    public void refuse(long voter) {
        ballots.putIfAbsent(voter, Ballot.REFUSED);
    }

    Ballot ballotOf(long voter) {
        return ballots.getOrDefault(voter, Ballot.MISSING);
    }
}
