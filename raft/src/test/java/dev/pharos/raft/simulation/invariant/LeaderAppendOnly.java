package dev.pharos.raft.simulation.invariant;

import java.util.HashMap;
import java.util.Map;

/** A leader never overwrites or deletes an entry of its log (Raft 5.3). */
final class LeaderAppendOnly {
    private record Reign(long term, long last) {}

    private final Map<Long, Reign> reigns = new HashMap<>();

    void leads(long member, long term, long last) {
        Reign before = reigns.put(member, new Reign(term, last));
        if (before != null && before.term() == term && last < before.last()) {
            throw new Violation(
                    "leader append-only",
                    member + " cut its log from " + before.last() + " to " + last + " while it led term " + term);
        }
    }

    void follows(long member) {
        reigns.remove(member);
    }
}
