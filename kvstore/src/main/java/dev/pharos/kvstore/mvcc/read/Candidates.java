package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.RangeQuery.Sort;
import dev.pharos.kvstore.model.RangeQuery.SortOrder;
import dev.pharos.wire.value.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The keys that may be in a sorted answer. With a limit it keeps no more than that many, so the first by
 * creation of a million costs no memory. Equals stay in the order of their keys.
 */
final class Candidates {
    /** A key with what it is sorted by: a number, or its value. */
    private record Candidate(FoundKey found, long number, Bytes value, long position) {}

    private final Sort sort;
    private final long limit;
    private final Comparator<Candidate> order;
    private final PriorityQueue<Candidate> worstFirst;
    private long offered;

    /** @param limit the most to keep; 0 or less for all */
    Candidates(Sort sort, long limit) {
        this.sort = sort;
        this.limit = limit > 0 ? limit : Long.MAX_VALUE;
        Comparator<Candidate> ascending = switch (sort.target()) {
            case KEY -> Comparator.comparingLong(Candidate::position);
            case VERSION, CREATE, MOD -> Comparator.comparingLong(Candidate::number);
            case VALUE -> Comparator.comparing(Candidate::value);
        };
        Comparator<Candidate> wanted = sort.order() == SortOrder.DESCEND ? ascending.reversed() : ascending;
        this.order = wanted.thenComparingLong(Candidate::position);
        this.worstFirst = new PriorityQueue<>(order.reversed());
    }

    void add(KeyState key, PairReader pairs) {
        long position = offered++;
        if (isHopeless(key)) {
            return;
        }
        Candidate candidate = switch (sort.target()) {
            case KEY -> new Candidate(FoundKey.of(key), 0, Bytes.EMPTY, position);
            case VERSION -> new Candidate(FoundKey.of(key), key.version(), Bytes.EMPTY, position);
            case CREATE -> new Candidate(FoundKey.of(key), key.createRevision(), Bytes.EMPTY, position);
            case MOD -> new Candidate(FoundKey.of(key), key.modifiedRevision(), Bytes.EMPTY, position);
            case VALUE -> byValue(key, pairs, position);
        };
        worstFirst.add(candidate);
        if (worstFirst.size() > limit) {
            worstFirst.remove();
        }
    }

    /** Whether as many as are kept are better; spares an object for almost every key. */
    private boolean isHopeless(KeyState key) {
        Candidate worst = worstFirst.size() < limit ? null : worstFirst.peek();
        if (worst == null) {
            return false;
        }
        boolean descending = sort.order() == SortOrder.DESCEND;
        return switch (sort.target()) {
            case KEY -> !descending;
            case VERSION -> isNoBetter(key.version(), worst.number(), descending);
            case CREATE -> isNoBetter(key.createRevision(), worst.number(), descending);
            case MOD -> isNoBetter(key.modifiedRevision(), worst.number(), descending);
            case VALUE -> false;
        };
    }

    private static boolean isNoBetter(long number, long worst, boolean descending) {
        return descending ? number <= worst : number >= worst;
    }

    private static Candidate byValue(KeyState key, PairReader pairs, long position) {
        KeyValue kv = pairs.read(key);
        FoundKey found = new FoundKey(
                key.key(),
                key.modifiedRevision(),
                key.modifiedSub(),
                key.createRevision(),
                key.version(),
                kv.encoded());
        return new Candidate(found, 0, kv.value(), position);
    }

    long offered() {
        return offered;
    }

    /** The first ones in order; all with a limit of 0 or less. */
    List<FoundKey> best(long most) {
        List<Candidate> kept = new ArrayList<>(worstFirst);
        kept.sort(order);
        return kept.stream()
                .limit(most > 0 ? most : Long.MAX_VALUE)
                .map(Candidate::found)
                .toList();
    }
}
