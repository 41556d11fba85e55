package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowBatch;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.index.IndexEditor;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.index.KeyIndex;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.MetaRow;
import dev.pharos.kvstore.mvcc.record.RecordHead;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.value.Bytes;

/**
 * Fills an empty backend with the records of an etcd database file. A store that was not filled to the end is
 * refused when it is opened. One thread; open the store afterwards.
 */
public final class StoreImport {
    /** The names of etcd's rows, whose values have the form of a record's key. */
    public static final String SCHEDULED_COMPACTION = "scheduledCompactRev";

    public static final String FINISHED_COMPACTION = "finishedCompactRev";

    private static final int BYTES_PER_BATCH = 1 << 20;

    private final Backend backend;
    private final RowBatch batch;
    private final IndexEditor newest = KeyIndex.EMPTY.edit();
    private Place last = Place.NONE;
    private long bytes;

    private StoreImport(Backend backend) {
        this.backend = backend;
        this.batch = backend.newBatch();
        MetaRow.IMPORTING.put(batch, 1);
    }

    /**
     * Begins to fill a backend.
     *
     * @throws IllegalArgumentException if it has records
     */
    public static StoreImport into(Backend backend) {
        try (RowCursor rows = backend.scan(Family.HISTORY)) {
            if (rows.next()) {
                throw new IllegalArgumentException("the store in " + backend.folder() + " is not empty");
            }
        }
        return new StoreImport(backend);
    }

    /**
     * Takes the next record, in the order of the keys.
     *
     * @throws IllegalArgumentException if it is none, or out of order
     */
    public void add(Bytes storageKey, Bytes value) {
        StorageRow stored = new StorageRow(storageKey, value);
        Place place = stored.place();
        if (place.compareTo(last) <= 0) {
            throw new IllegalArgumentException("record " + place + " comes behind " + last);
        }
        last = place;
        KeyValue kv = KeyValue.decode(value);
        if (kv.key().isEmpty() || (stored.kind() == Kind.PUT && kv.version() < 1)) {
            throw new IllegalArgumentException("record " + place + " has no key or no version");
        }
        put(stored.kind(), place, kv);
        if (batch.byteCount() >= BYTES_PER_BATCH) {
            write();
        }
    }

    private void put(Kind kind, Place place, KeyValue kv) {
        Bytes key = kv.key();
        IndexEntry before = newest.get(key);
        byte[] back = before == null
                ? RecordHead.of(kind, 0, 0)
                : RecordHead.of(kind, before.modifiedRevision(), before.modifiedSub());
        byte[] here = RecordHead.of(kind, place.revision(), place.sub());
        boolean isPut = kind == Kind.PUT;
        batch.put(Family.HISTORY, HistoryRow.key(place.revision(), place.sub()), back, kv.encoded());
        batch.put(Family.CURRENT, key, here, isPut ? kv.encoded() : Bytes.EMPTY);
        // Only the places are asked for.
        newest.put(IndexEntry.dead(key, place.revision(), place.sub()));
        bytes += HistoryRow.storageBytes(kind, kv.encoded());
    }

    private void write() {
        backend.write(batch);
        batch.clear();
    }

    /**
     * Ends it; everything is on disk then. The store's revision becomes that of the last record, or of a later
     * compaction.
     *
     * @param scheduledCompaction etcd's row, or -1 if there is none
     * @param finishedCompaction etcd's row, or -1 if there is none
     */
    public void finish(long scheduledCompaction, long finishedCompaction) {
        long compactRevision = Math.max(scheduledCompaction, finishedCompaction);
        long revision = Math.max(Marks.FIRST_REVISION, Math.max(last.revision(), compactRevision));
        MetaRow.IMPORTING.delete(batch);
        MetaRow.REVISION.put(batch, revision);
        MetaRow.BYTES_WRITTEN.put(batch, bytes);
        if (compactRevision >= 0) {
            MetaRow.SCHEDULED_COMPACTION.put(batch, compactRevision);
        }
        if (finishedCompaction >= 0) {
            MetaRow.FINISHED_COMPACTION.put(batch, finishedCompaction);
        }
        write();
        backend.flush();
    }
}
