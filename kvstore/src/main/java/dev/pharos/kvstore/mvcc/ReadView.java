package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.kvstore.mvcc.read.Moment;
import dev.pharos.kvstore.mvcc.read.RangeReader;
import dev.pharos.kvstore.mvcc.read.RangeScan;
import dev.pharos.kvstore.mvcc.read.RangeSize;
import dev.pharos.wire.value.KeyRange;

/**
 * The store as it was when the view was taken. Any thread; needs no closing. Everything read through it is of
 * its revision or an older one that was asked for, or it is refused as COMPACTED because a compaction has come
 * in between.
 */
public final class ReadView {
    private final Moment moment;
    private final RecentViews recent;

    ReadView(Moment moment, RecentViews recent) {
        this.moment = moment;
        this.recent = recent;
    }

    public long revision() {
        return moment.revision();
    }

    /** The oldest revision that can be read; 0 if nothing was ever compacted. */
    public long compactRevision() {
        return Math.max(0, moment.compactRevision());
    }

    /** The revision of the last compaction; -1 if there was none. */
    public long lastCompaction() {
        return moment.compactRevision();
    }

    /**
     * Answers at once.
     *
     * @throws dev.pharos.kvstore.model.Refusal FUTURE_REVISION or COMPACTED
     */
    public RangeResult range(RangeQuery query) {
        RangeResult result = new RangeReader(momentFor(query), query).read();
        recent.answered(moment, query, result);
        return result;
    }

    /**
     * For answers too large to be made at once, in the order of keys.
     *
     * @throws dev.pharos.kvstore.model.Refusal FUTURE_REVISION or COMPACTED
     */
    public RangeScan scan(RangeQuery query) {
        return new RangeScan(momentFor(query), query);
    }

    /**
     * What the scan for the same question will give.
     *
     * @throws dev.pharos.kvstore.model.Refusal FUTURE_REVISION or COMPACTED
     */
    public RangeSize size(RangeQuery query) {
        return new RangeReader(momentFor(query), query).size();
    }

    /** What the first pairs of a range take in an answer; all of them with a limit of 0 or less. */
    public long pairBytes(KeyRange range, long limit) {
        return moment.index().pairBytes(range, limit);
    }

    /** One whose newest revision is the one asked for, where there is such a one. */
    private Moment momentFor(RangeQuery query) {
        if (query.revision() <= 0 || query.revision() >= moment.revision()) {
            return moment;
        }
        Moment kept = recent.at(query.revision());
        return kept == null ? moment : kept.underCompaction(moment.compactRevision());
    }

    Moment moment() {
        return moment;
    }
}
