package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowBatch;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.index.IndexEditor;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.kvstore.mvcc.read.KeyLookup;
import dev.pharos.kvstore.mvcc.read.Moment;
import dev.pharos.kvstore.mvcc.read.Records;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.RecordHead;
import dev.pharos.wire.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is changed and not published yet: rows for the next batch, the index being edited, and the records that
 * cannot be read from disk. Belongs to the apply thread.
 */
final class Stage {
    private final Rows rows;
    private final RowBatch batch;
    private final IndexEditor editor;
    private final KeyLookup keys;
    private final PendingRecords records;
    private final Ledger ledger;
    private long publishedRevision;
    private long revision;
    private long compactRevision;

    Stage(Rows rows, RowBatch batch, IndexEditor editor, Ledger ledger, Marks marks) {
        this.rows = rows;
        this.batch = batch;
        this.editor = editor;
        this.keys = KeyLookup.of(editor);
        this.records = new PendingRecords(Records.in(rows), marks.revision());
        this.ledger = ledger;
        this.publishedRevision = marks.revision();
        this.revision = marks.revision();
        this.compactRevision = marks.compactRevision();
    }

    RowBatch batch() {
        return batch;
    }

    IndexEditor editor() {
        return editor;
    }

    long revision() {
        return revision;
    }

    long compactRevision() {
        return compactRevision;
    }

    void compacted(long newCompactRevision) {
        compactRevision = newCompactRevision;
    }

    void advanceTo(long newRevision) {
        revision = newRevision;
    }

    /** The store with all that is staged, as of a revision. */
    Moment moment(long asOf) {
        return new Moment(keys, rows, records, asOf, publishedRevision, compactRevision, () -> compactRevision);
    }

    @Nullable
    IndexEntry entry(Bytes key) {
        return editor.get(key);
    }

    KeyValue put(Place place, Bytes key, Bytes value, long lease) {
        IndexEntry before = editor.get(key);
        IndexEntry living = before != null && before.isLive() ? before : null;
        long createRevision = living == null ? place.revision() : living.createRevision();
        long version = living == null ? 1 : living.version() + 1;
        KeyValue kv = KeyValue.of(key, value, new Facts(createRevision, place.revision(), version, lease));
        record(new Event(Kind.PUT, place.revision(), place.sub(), kv, placeOf(before)), kv.encoded());
        long pairBytes = KeyValue.bytesInAnswer(kv.encoded().length());
        editor.put(new IndexEntry(key, place.revision(), place.sub(), createRevision, version, pairBytes));
        return kv;
    }

    /** Of a live key. */
    void delete(Place place, Bytes key, Place newest) {
        KeyValue shown = HistoryRow.deletion(key, place.revision());
        Bytes tombstone = KeyValue.tombstone(key).encoded();
        record(new Event(Kind.DELETE, place.revision(), place.sub(), shown, newest), tombstone);
        editor.put(IndexEntry.dead(key, place.revision(), place.sub()));
    }

    private static Place placeOf(@Nullable IndexEntry entry) {
        return entry == null ? Place.NONE : new Place(entry.modifiedRevision(), entry.modifiedSub());
    }

    private void record(Event event, Bytes pair) {
        Bytes currentPair = event.kind() == Kind.PUT ? pair : Bytes.EMPTY;
        byte[] here = RecordHead.of(event.kind(), event.revision(), event.sub());
        Place previous = event.previous();
        byte[] back = RecordHead.of(event.kind(), previous.revision(), previous.sub());
        batch.put(Family.CURRENT, event.key(), here, currentPair);
        batch.put(Family.HISTORY, HistoryRow.key(event.revision(), event.sub()), back, pair);
        ledger.wrote(HistoryRow.storageBytes(event.kind(), pair));
        records.add(event, pair);
    }

    /** Nothing is pending any more. */
    List<Event> published() {
        batch.clear();
        publishedRevision = revision;
        return records.publish(revision);
    }
}
