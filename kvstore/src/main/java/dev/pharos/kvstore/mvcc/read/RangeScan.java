package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.wire.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The pairs of a range in the order of their keys, piece by piece, all of one revision. Between two pieces it
 * holds nothing that others would have to wait for, so it may be as slow as its reader; but a compaction may
 * overtake it, which the next piece then says. One thread at a time.
 */
public final class RangeScan {
    private final Moment moment;
    private final RangeQuery query;
    private final long revision;
    private final KeyWalk keys;
    private long left;
    private long given;
    private boolean ended;

    /**
     * Settles which revision is read.
     *
     * @throws dev.pharos.kvstore.model.Refusal FUTURE_REVISION or COMPACTED
     */
    public RangeScan(Moment moment, RangeQuery query) {
        if (RangeReader.isSorted(query) || query.content() == Content.COUNT_ONLY) {
            throw new IllegalArgumentException("pieces come in the order of keys");
        }
        this.moment = moment;
        this.query = query;
        this.revision = moment.asked(query.revision());
        this.keys = new KeyWalk(moment, revision, moment.index().cursor(query.range()));
        this.left = query.limit() > 0 ? query.limit() : Long.MAX_VALUE;
        advance();
    }

    /** The revision that all pieces are of. */
    public long revision() {
        return revision;
    }

    /** Whether there are no more pieces. */
    public boolean isEnded() {
        return ended || left == 0;
    }

    /** Whether the limit has cut something off; known at the end. */
    public boolean hasMore() {
        return !ended;
    }

    /** Pairs given so far. */
    public long given() {
        return given;
    }

    /**
     * Keys of the range at the revision, whatever limit and filter say. Looks at the whole range if the
     * revision is not the newest.
     */
    public long count() {
        return new RangeReader(moment, query.at(revision)).count();
    }

    /**
     * The next pairs, encoded: at least one unless the scan has ended, then more until one of the bounds is
     * reached.
     *
     * @throws dev.pharos.kvstore.model.Refusal COMPACTED if a compaction has overtaken the scan
     */
    public List<Bytes> next(int maxPairs, long maxBytes) {
        List<Bytes> piece = new ArrayList<>();
        long bytes = 0;
        try (PairReader pairs = new PairReader(moment, revision, Math.min(maxPairs, left))) {
            while (!isEnded() && (piece.isEmpty() || (piece.size() < maxPairs && bytes < maxBytes))) {
                Bytes pair = query.content() == Content.KEYS_ONLY
                        ? keys.withoutPair().encoded()
                        : pairs.readEncoded(keys);
                piece.add(pair);
                bytes += pair.length();
                left--;
                advance();
            }
        }
        given += piece.size();
        return piece;
    }

    private void advance() {
        do {
            ended = !keys.next();
        } while (!ended && !query.filter().passes(keys.createRevision(), keys.modifiedRevision()));
    }
}
