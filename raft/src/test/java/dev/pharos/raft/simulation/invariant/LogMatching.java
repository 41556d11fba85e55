package dev.pharos.raft.simulation.invariant;

import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Payload;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logs that hold an entry of the same index and term are equal up to there (Raft 5.3). By induction it is
 * enough that such entries are equal and follow entries of equal terms.
 */
final class LogMatching {
    private record Origin(long previousTerm, Payload data) {}

    /** What one member's log held when it was last looked at. */
    private static final class Seen {
        private final Map<Long, Entry> entries = new HashMap<>();
        private long last;
    }

    private final Map<EntryId, Origin> origins = new HashMap<>();
    private final Map<Long, Seen> seen = new HashMap<>();
    private long compared;
    private long replacements;

    /** The member starts anew: its entries are other objects now, and all are compared again. */
    void restarted(long member) {
        seen.remove(member);
    }

    void check(long member, Journal journal) {
        Seen before = seen.computeIfAbsent(member, any -> new Seen());
        long base = journal.base().index();
        long index = journal.lastIndex();
        while (index > base && !isSameObject(before.entries.get(index), journal.get(index))) {
            compare(member, journal, index);
            Entry replaced = before.entries.put(index, journal.get(index));
            if (replaced != null && replaced.term() != journal.get(index).term()) {
                replacements++;
            }
            index--;
        }
        for (long gone = journal.lastIndex() + 1; gone <= before.last; gone++) {
            before.entries.remove(gone);
        }
        before.last = journal.lastIndex();
    }

    @SuppressWarnings("ReferenceEquality") // An equal entry that came anew may have replaced others before it.
    private static boolean isSameObject(@Nullable Entry seen, Entry present) {
        return seen == present;
    }

    private void compare(long member, Journal journal, long index) {
        compared++;
        Entry entry = journal.get(index);
        Origin origin = new Origin(journal.termAt(index - 1), entry.data());
        Origin other = origins.putIfAbsent(entry.id(), origin);
        if (other != null && !other.equals(origin)) {
            throw new Violation(
                    "log matching",
                    "entry " + entry.id() + " of " + member + " is " + origin + ", elsewhere it is " + other);
        }
    }

    long replacements() {
        return replacements;
    }

    long compared() {
        return compared;
    }
}
