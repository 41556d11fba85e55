package dev.pharos.raft.simulation.invariant;

import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.EntryId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was committed stays committed: every member that commits an index commits the same entry, a
 * member's commit index never falls, and a leader holds what was committed in the terms before its own
 * (leader completeness, Raft 5.4.3).
 */
final class CommitSafety {
    private final List<Long> termOfIndex = new ArrayList<>();
    private final Map<Long, Long> committedBy = new HashMap<>();
    /** By the term in which it was first known: the highest index committed in that term or before. */
    private final TreeMap<Long, EntryId> highestByTerm = new TreeMap<>();

    CommitSafety() {
        termOfIndex.add(0L);
    }

    void restarted(long member) {
        committedBy.remove(member);
    }

    void check(long member, long term, Journal journal) {
        long before = committedBy.getOrDefault(member, 0L);
        long committed = journal.committed();
        if (committed < before) {
            throw new Violation("commit monotonicity", member + " went back from " + before + " to " + committed);
        }
        if (committed == before) {
            return;
        }
        committedBy.put(member, committed);
        for (long index = Math.max(before, journal.base().index()); index <= committed; index++) {
            checkIndex(member, index, journal.termAt(index));
        }
        remember(term, new EntryId(journal.termAt(committed), committed));
    }

    private void checkIndex(long member, long index, long term) {
        while (termOfIndex.size() <= index) {
            termOfIndex.add(-1L);
        }
        long known = termOfIndex.get((int) index);
        if (known < 0) {
            termOfIndex.set((int) index, term);
        } else if (known != term) {
            throw new Violation(
                    "state machine safety",
                    member + " committed " + term + "/" + index + ", others " + known + "/" + index);
        }
    }

    private void remember(long term, EntryId committed) {
        Map.Entry<Long, EntryId> known = highestByTerm.floorEntry(term);
        if (known == null || known.getValue().index() < committed.index()) {
            highestByTerm.put(term, committed);
            highestByTerm.tailMap(term, false).values().removeIf(later -> later.index() <= committed.index());
        }
    }

    void elected(long member, long term, Journal journal) {
        Map.Entry<Long, EntryId> known = highestByTerm.lowerEntry(term);
        if (known == null) {
            return;
        }
        EntryId committed = known.getValue();
        if (committed.index() > journal.base().index() && !journal.holds(committed)) {
            throw new Violation(
                    "leader completeness",
                    member + " leads term " + term + " without " + committed + ", committed in term " + known.getKey());
        }
    }

    long highest() {
        return termOfIndex.size() - 1L;
    }
}
