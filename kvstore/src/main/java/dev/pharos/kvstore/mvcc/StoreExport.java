package dev.pharos.kvstore.mvcc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.FrozenBackend;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.value.Bytes;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of a frozen moment as etcd keeps them in its bucket {@code key}, in their order. One thread; the
 * moment is closed by whoever froze it.
 */
public final class StoreExport implements AutoCloseable {
    private final Marks marks;
    private final RowCursor rows;

    private StoreExport(FrozenBackend frozen) {
        this.marks = Marks.of(frozen);
        this.rows = frozen.scan(Family.HISTORY);
    }

    public static StoreExport of(FrozenBackend frozen) {
        return new StoreExport(frozen);
    }

    public long revision() {
        return marks.revision();
    }

    /** What etcd keeps of compactions in its bucket {@code meta}; no rows if nothing was ever compacted. */
    public SortedMap<Bytes, Bytes> compactionRows() {
        SortedMap<Bytes, Bytes> rowsOfMeta = new TreeMap<>();
        addRevision(rowsOfMeta, StoreImport.SCHEDULED_COMPACTION, marks.compactRevision());
        addRevision(rowsOfMeta, StoreImport.FINISHED_COMPACTION, marks.finishedRevision());
        return rowsOfMeta;
    }

    private static void addRevision(SortedMap<Bytes, Bytes> rowsOfMeta, String name, long revision) {
        if (revision >= 0) {
            rowsOfMeta.put(Bytes.wrapUnsafe(name.getBytes(UTF_8)), StorageRow.key(Kind.PUT, new Place(revision, 0)));
        }
    }

    /** To the next record; false at the end. */
    public boolean next() {
        return rows.next();
    }

    public StorageRow row() {
        return HistoryRow.parse(rows.key(), rows.value()).toStorage();
    }

    @Override
    public void close() {
        rows.close();
    }
}
