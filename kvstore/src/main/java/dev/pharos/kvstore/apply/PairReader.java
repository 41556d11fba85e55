package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeResult;

/** A state of the store that can be asked: a published one, or that in the middle of a transaction. */
public interface PairReader {
    long revision();

    /** The revision of the last compaction; -1 if there was none. */
    long compactRevision();

    RangeResult range(RangeQuery query);
}
