package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.RangeQuery.Filter;
import dev.pharos.kvstore.model.RangeQuery.SortOrder;
import dev.pharos.kvstore.model.RangeQuery.SortTarget;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Answers one question about one moment (rules 2.1 to 2.10). */
public final class RangeReader {
    private final Moment moment;
    private final RangeQuery query;
    private final long revision;

    /**
     * Settles which revision is read.
     *
     * @throws dev.pharos.kvstore.model.Refusal FUTURE_REVISION or COMPACTED
     */
    public RangeReader(Moment moment, RangeQuery query) {
        this.moment = moment;
        this.query = query;
        this.revision = moment.asked(query.revision());
    }

    /**
     * The whole answer.
     *
     * @throws dev.pharos.kvstore.model.Refusal COMPACTED if a compaction overtakes the reader
     */
    public RangeResult read() {
        if (query.content() == Content.COUNT_ONLY) {
            return new RangeResult(List.of(), false, count());
        }
        if (query.range().isSingle() && isNewest()) {
            return single();
        }
        return isSorted(query) ? sorted() : inKeyOrder();
    }

    /** Keys that live at the revision. */
    public long count() {
        if (isNewest()) {
            return moment.index().count(query.range());
        }
        KeyWalk keys = walk(query.range());
        long count = 0;
        while (keys.next()) {
            count++;
        }
        return count;
    }

    /** Of the answer, if it is in the order of keys. Reads no pair whose size the index knows. */
    public RangeSize size() {
        if (!isNewest() || !query.filter().isNone() || query.content() == Content.KEYS_ONLY) {
            return sizeByWalk();
        }
        long count = count();
        long pairBytes = moment.index().pairBytes(query.range(), query.limit());
        return new RangeSize(pairBytes, query.limit() > 0 && count > query.limit(), count);
    }

    private RangeSize sizeByWalk() {
        long left = query.limit() > 0 ? query.limit() : Long.MAX_VALUE;
        KeyWalk keys = walk(query.range());
        long pairBytes = 0;
        long seen = 0;
        while (keys.next()) {
            seen++;
            if (!query.filter().passes(keys.createRevision(), keys.modifiedRevision())) {
                continue;
            }
            if (left == 0) {
                return new RangeSize(pairBytes, true, countFrom(keys, seen));
            }
            left--;
            pairBytes += bytesInAnswer(keys);
        }
        return new RangeSize(pairBytes, false, seen);
    }

    private long bytesInAnswer(KeyWalk keys) {
        return query.content() == Content.KEYS_ONLY
                ? KeyValue.bytesInAnswer(keys.withoutPair().encoded().length())
                : keys.pairBytes();
    }

    public static boolean anyKeyLives(Moment moment, long revision) {
        return new KeyWalk(moment, revision, moment.index().cursor(KeyRange.all())).next();
    }

    /** Whether the answer is in another order than that of the keys. */
    static boolean isSorted(RangeQuery query) {
        return query.sort().order() == SortOrder.DESCEND || query.sort().target() != SortTarget.KEY;
    }

    private boolean isNewest() {
        return revision == moment.revision();
    }

    private KeyWalk walk(KeyRange range) {
        return new KeyWalk(moment, revision, moment.index().cursor(range));
    }

    private RangeResult single() {
        IndexEntry entry = moment.index().get(query.range().key());
        if (entry == null || !entry.isLive()) {
            return new RangeResult(List.of(), false, 0);
        }
        if (!query.filter().passes(entry.createRevision(), entry.modifiedRevision())) {
            return new RangeResult(List.of(), false, 1);
        }
        try (PairReader pairs = new PairReader(moment, revision, 1)) {
            return new RangeResult(List.of(content(FoundKey.of(entry), pairs)), false, 1);
        }
    }

    private KeyValue content(KeyState key, PairReader pairs) {
        if (query.content() != Content.KEYS_ONLY) {
            return pairs.read(key);
        }
        return query.sort().target() == SortTarget.VALUE ? pairs.read(key).withoutValue() : key.withoutPair();
    }

    private RangeResult inKeyOrder() {
        long limit = query.limit() > 0 ? query.limit() : Long.MAX_VALUE;
        Filter filter = query.filter();
        boolean filtering = !filter.isNone();
        List<KeyValue> kvs = new ArrayList<>();
        KeyWalk keys = walk(query.range());
        long seen = 0;
        try (PairReader pairs = new PairReader(moment, revision, limit)) {
            while (keys.next()) {
                seen++;
                if (filtering && !filter.passes(keys.createRevision(), keys.modifiedRevision())) {
                    continue;
                }
                if (kvs.size() == limit) {
                    return new RangeResult(kvs, true, countFrom(keys, seen));
                }
                kvs.add(content(keys, pairs));
            }
        }
        return new RangeResult(kvs, false, seen);
    }

    private long countFrom(KeyWalk keys, long seen) {
        if (isNewest()) {
            return moment.index().count(query.range());
        }
        long count = seen;
        while (keys.next()) {
            count++;
        }
        return count;
    }

    private RangeResult sorted() {
        // Rule 2.7: with no order given, the limit falls on the keys before they are sorted.
        boolean cutFirst =
                query.sort().order() == SortOrder.NONE && query.filter().isNone() && query.limit() > 0;
        Candidates candidates = new Candidates(query.sort(), cutFirst ? 0 : query.limit());
        KeyWalk keys = walk(query.range());
        long seen = 0;
        try (PairReader pairs = new PairReader(moment, revision, Long.MAX_VALUE)) {
            while (keys.next()) {
                seen++;
                if (!query.filter().passes(keys.createRevision(), keys.modifiedRevision())) {
                    continue;
                }
                candidates.add(keys, pairs);
                if (cutFirst && candidates.offered() > query.limit()) {
                    seen = countFrom(keys, seen);
                    break;
                }
            }
        }
        List<FoundKey> chosen = candidates.best(query.limit());
        return new RangeResult(contents(chosen), candidates.offered() > chosen.size(), seen);
    }

    /** Reads in the order of the keys, which is that of the rows; gives in the order that was chosen. */
    private List<KeyValue> contents(List<FoundKey> chosen) {
        Integer[] byKey = new Integer[chosen.size()];
        for (int i = 0; i < byKey.length; i++) {
            byKey[i] = i;
        }
        Arrays.sort(byKey, Comparator.comparing(i -> chosen.get(i).key()));
        KeyValue[] contents = new KeyValue[byKey.length];
        try (PairReader pairs = new PairReader(moment, revision, byKey.length)) {
            for (int position : byKey) {
                contents[position] = content(chosen.get(position), pairs);
            }
        }
        return List.of(contents);
    }
}
