package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import java.util.function.Predicate;

/** The records among the rows of a backend. */
record StoredRecords(Rows rows) implements RecordSource {
    @Override
    public void visit(long fromRevision, Predicate<HistoryRow> visitor) {
        try (RowCursor cursor = rows.scan(Family.HISTORY)) {
            boolean onRow = cursor.seek(HistoryRow.key(fromRevision, 0));
            while (onRow && visitor.test(HistoryRow.parse(cursor.key(), cursor.value()))) {
                onRow = cursor.next();
            }
        }
    }
}
