package dev.pharos.raft.log;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntrySpan;
import java.util.TreeMap;

/**
 * The positions up to the base, whose entries are not in memory any more. As far back as it reaches, the
 * term of each position is known, and the log on disk still has the entries behind the first one.
 */
final class Past {
    /** The first index of each stretch of positions with one term. */
    private final TreeMap<Long, Long> terms = new TreeMap<>();
    /** Invariant: {@code first <= last}, and both are known. */
    private long first;

    private long last;

    Past(EntryId base) {
        restartAt(base);
    }

    /** Nothing before this position is known. */
    void restartAt(EntryId base) {
        terms.clear();
        terms.put(base.index(), base.term());
        first = base.index();
        last = base.index();
    }

    EntryId base() {
        return new EntryId(termAt(last), last);
    }

    long first() {
        return first;
    }

    /** The base moves on by one. */
    void add(EntryId next) {
        Invariant.check(next.index() == last + 1, "positions follow each other", next.index(), last);
        if (next.term() != termAt(last)) {
            terms.put(next.index(), next.term());
        }
        last = next.index();
    }

    /** Forgets the positions before this one; the base always stays. */
    void startAt(long position) {
        first = Math.max(first, Math.min(position, last));
        terms.headMap(terms.floorKey(first), false).clear();
    }

    long termAt(long index) {
        return index < first || index > last
                ? Journal.UNKNOWN_TERM
                : terms.floorEntry(index).getValue();
    }

    /** What can be read back from disk behind this known position before the base, as far as the term is one. */
    EntrySpan behind(EntryId position) {
        long next = position.index() + 1;
        Long otherTerm = terms.higherKey(next);
        return new EntrySpan(position, termAt(next), otherTerm == null ? last : otherTerm - 1);
    }
}
