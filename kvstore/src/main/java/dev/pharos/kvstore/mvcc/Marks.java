package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.mvcc.record.MetaRow;

/**
 * The revisions that describe a store.
 *
 * @param compactRevision as it counts for readers; -1 if nothing was ever compacted
 * @param finishedRevision the compact revision whose superseded records are gone; -1 if none
 */
record Marks(long revision, long compactRevision, long finishedRevision) {
    static final long FIRST_REVISION = 1;
    static final long NEVER = -1;

    /** At another revision. */
    Marks(long revision, Marks others) {
        this(revision, others.compactRevision, others.finishedRevision);
    }

    static Marks of(Rows rows) {
        return new Marks(
                MetaRow.REVISION.get(rows, FIRST_REVISION),
                MetaRow.SCHEDULED_COMPACTION.get(rows, NEVER),
                MetaRow.FINISHED_COMPACTION.get(rows, NEVER));
    }
}
