package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.mvcc.record.HistoryRow;
import java.util.function.Predicate;

/** The records of a store in their order, each with the place of the one before it of the same key. */
interface RecordSource {
    /**
     * Shows records to a visitor until it has seen enough.
     *
     * @param fromRevision records before it may be left out
     * @param visitor answers whether it wants more
     */
    void visit(long fromRevision, Predicate<HistoryRow> visitor);
}
