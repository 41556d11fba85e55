package dev.pharos.raft.simulation.invariant;

import java.util.HashMap;
import java.util.Map;

/** At most one leader is elected in a term, and a member gives one vote a term, crashes or not (Raft 5.2). */
final class ElectionSafety {
    private record Vote(long term, long voter) {}

    private final Map<Long, Long> leaders = new HashMap<>();
    private final Map<Vote, Long> votes = new HashMap<>();

    void leads(long member, long term) {
        Long other = leaders.putIfAbsent(term, member);
        if (other != null && other != member) {
            throw new Violation("election safety", other + " and " + member + " both lead term " + term);
        }
    }

    void votes(long voter, long term, long candidate) {
        Long other = votes.putIfAbsent(new Vote(term, voter), candidate);
        if (other != null && other != candidate) {
            throw new Violation(
                    "one vote a term", voter + " voted for " + other + " and " + candidate + " in term " + term);
        }
    }

    int elections() {
        return leaders.size();
    }
}
