package dev.pharos.kvstore.model;

import dev.pharos.wire.value.KeyRange;

/**
 * A question for the pairs in a range.
 *
 * @param revision the revision to look at; 0 or less for the newest
 * @param limit the most pairs to answer with; 0 or less for all
 */
public record RangeQuery(KeyRange range, long revision, long limit, Sort sort, Filter filter, Content content) {
    /** The order of the answer. NONE is that of the keys, unless a target is named (rule 2.7). */
    public enum SortOrder {
        NONE,
        ASCEND,
        DESCEND
    }

    /** What the answer is ordered by. */
    public enum SortTarget {
        KEY,
        VERSION,
        CREATE,
        MOD,
        VALUE
    }

    /** How the answer is ordered. */
    public record Sort(SortOrder order, SortTarget target) {
        public static final Sort BY_KEY = new Sort(SortOrder.NONE, SortTarget.KEY);
    }

    /** Bounds on the revisions of the pairs, both inclusive; 0 for no bound. */
    public record Filter(long minModRevision, long maxModRevision, long minCreateRevision, long maxCreateRevision) {
        public static final Filter NONE = new Filter(0, 0, 0, 0);

        public boolean isNone() {
            return equals(NONE);
        }

        public boolean passes(long createRevision, long modRevision) {
            return (minModRevision == 0 || modRevision >= minModRevision)
                    && (maxModRevision == 0 || modRevision <= maxModRevision)
                    && (minCreateRevision == 0 || createRevision >= minCreateRevision)
                    && (maxCreateRevision == 0 || createRevision <= maxCreateRevision);
        }
    }

    /** How much of each pair is wanted. */
    public enum Content {
        PAIRS,
        KEYS_ONLY,
        COUNT_ONLY
    }

    /** All pairs of a range as they are now. */
    public static RangeQuery of(KeyRange range) {
        return new RangeQuery(range, 0, 0, Sort.BY_KEY, Filter.NONE, Content.PAIRS);
    }

    public RangeQuery at(long otherRevision) {
        return new RangeQuery(range, otherRevision, limit, sort, filter, content);
    }

    public RangeQuery limit(long otherLimit) {
        return new RangeQuery(range, revision, otherLimit, sort, filter, content);
    }

    public RangeQuery sort(Sort otherSort) {
        return new RangeQuery(range, revision, limit, otherSort, filter, content);
    }

    public RangeQuery filter(Filter otherFilter) {
        return new RangeQuery(range, revision, limit, sort, otherFilter, content);
    }

    public RangeQuery content(Content otherContent) {
        return new RangeQuery(range, revision, limit, sort, filter, otherContent);
    }
}
