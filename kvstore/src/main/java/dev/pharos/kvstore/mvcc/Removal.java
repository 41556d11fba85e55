package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowBatch;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.index.IndexCursor;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.MetaRow;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes away what one compaction allows, and looks only at what happened since the one before: a put goes when
 * the record that superseded it is met, a deletion when it is met itself, unless it is of the compact revision
 * (rule 5.2); then it goes with the next compaction. So each record has one reason to go, and the sizes are
 * counted once. The compactor's thread.
 */
final class Removal {
    private final Backend backend;
    private final Compactor.Effects effects;
    private final long compactRevision;
    private final RowBatch batch;
    private final List<HistoryRow> deadKeys = new ArrayList<>();
    private byte[] from;
    private long bytes;
    private long removed;

    /** @param finishedRevision of the compaction before; its own deletions were left */
    Removal(Backend backend, Compactor.Effects effects, long finishedRevision, long compactRevision) {
        this.backend = backend;
        this.effects = effects;
        this.compactRevision = compactRevision;
        this.batch = backend.newBatch();
        this.from = HistoryRow.key(Math.max(0, finishedRevision), 0);
    }

    /** Looks at some more records; false when there are none left. */
    boolean step(int records) {
        boolean more = lookAt(records);
        if (bytes > 0) {
            effects.ledger().storeRemoval(batch, bytes);
        }
        Failpoint.COMPACT_BEFORE_COMMIT_BATCH.hit();
        if (!more) {
            Failpoint.COMPACT_BEFORE_SET_FINISHED_COMPACT.hit();
            MetaRow.FINISHED_COMPACTION.put(batch, compactRevision);
        }
        backend.write(batch);
        if (!more) {
            Failpoint.COMPACT_AFTER_SET_FINISHED_COMPACT.hit();
        }
        effects.ledger().removed(bytes);
        for (HistoryRow dead : deadKeys) {
            effects.deadKeys().add(dead.kv().key(), dead.place());
        }
        batch.clear();
        deadKeys.clear();
        bytes = 0;
        return more;
    }

    private boolean lookAt(int records) {
        try (RowCursor rows = backend.scan(Family.HISTORY)) {
            boolean onRow = rows.seek(from);
            for (int seen = 0; onRow; seen++) {
                byte[] key = rows.key();
                Place place = HistoryRow.placeOf(key);
                if (place.revision() > compactRevision) {
                    return false;
                }
                if (seen == records) {
                    from = key;
                    return true;
                }
                meet(HistoryRow.parse(place, rows.value()));
                onRow = rows.next();
            }
            return false;
        }
    }

    private void meet(HistoryRow row) {
        if (row.previous().exists()) {
            removePut(row.previous());
        }
        if (!row.isPut() && row.place().revision() < compactRevision) {
            remove(row);
            deadKeys.add(row);
        }
    }

    private void removePut(Place place) {
        byte[] value = backend.get(Family.HISTORY, HistoryRow.key(place.revision(), place.sub()));
        if (value != null) {
            HistoryRow superseded = HistoryRow.parse(place, value);
            if (superseded.isPut()) {
                remove(superseded);
            }
        }
    }

    private void remove(HistoryRow row) {
        batch.delete(
                Family.HISTORY,
                HistoryRow.key(row.place().revision(), row.place().sub()));
        bytes += row.storageBytes();
        removed++;
    }

    /** The records removed since this was last asked. */
    long takeRemoved() {
        long count = removed;
        removed = 0;
        return count;
    }

    /** All of them in the index, for those that were missed before. */
    void findDeadKeys(ReadView view) {
        IndexCursor keys = view.moment().index().cursor(KeyRange.all());
        while (keys.next()) {
            if (!keys.isLive() && keys.modifiedRevision() < compactRevision) {
                effects.deadKeys().add(keys.key(), new Place(keys.modifiedRevision(), keys.modifiedSub()));
            }
        }
    }
}
