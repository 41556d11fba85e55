package dev.pharos.raft.simulation.invariant;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.quorum.MembershipStep;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * All members apply the same entries in the same order and so come to the same state and the same
 * membership, by the log or by a snapshot (Raft 5.4.3). A state is compared by the hash that the machine
 * keeps over all it ever applied.
 */
final class StateMachineSafety {
    private final Map<Long, Long> chains = new HashMap<>();
    private final TreeMap<Long, Membership> memberships = new TreeMap<>(Map.of(0L, Membership.EMPTY));
    private long compared;

    void state(long member, EntryId at, long chain) {
        compared++;
        Long other = chains.putIfAbsent(at.index(), chain);
        if (other != null && other != chain) {
            throw new Violation("state machine safety", member + " is in another state than others after " + at);
        }
    }

    /** The membership is the fold of the changes before it. */
    void changed(long member, EntryId at, MembershipChange change, boolean accepted, Membership membership) {
        Membership known = memberships.get(at.index());
        if (known == null) {
            Membership before = memberships.lowerEntry(at.index()).getValue();
            known = accepted ? MembershipStep.apply(before, change).membership() : before;
            memberships.put(at.index(), known);
        }
        if (!known.equals(membership)) {
            throw new Violation("membership", member + " has " + membership + " after " + at + ", not " + known);
        }
    }

    void restored(long member, EntryId at, Membership membership) {
        Membership known = memberships.floorEntry(at.index()).getValue();
        if (!known.equals(membership)) {
            throw new Violation("membership", member + " restored " + membership + " at " + at + ", not " + known);
        }
    }

    long compared() {
        return compared;
    }
}
