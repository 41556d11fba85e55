package dev.pharos.kvstore.mvcc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Hashes the records that count at a revision (rule 10.7). Records up to the compact revision count as if
 * their removal were finished, so the hash does not depend on how far the compactor has come.
 */
final class RecordHash {
    private static final int ROWS_BETWEEN_CHECKS = 4096;

    private final Rows rows;
    private final Marks marks;
    private final BooleanSupplier anyKeyLives;
    private final BooleanSupplier canceled;

    /** Records that compaction has removed or will: superseded up to the compact revision. */
    private final PlaceSet removed = new PlaceSet();

    /** Records that a compaction at the hashed revision would remove in addition. */
    private final PlaceSet superseded = new PlaceSet();

    /**
     * @param marks the revision to hash, and the compact revisions to hash under
     * @param anyKeyLives whether there is a live key at the revision; asked only if it matters
     */
    RecordHash(Rows rows, Marks marks, BooleanSupplier anyKeyLives, BooleanSupplier canceled) {
        this.rows = rows;
        this.marks = marks;
        this.anyKeyLives = anyKeyLives;
        this.canceled = canceled;
    }

    HashResult compute() {
        if (marks.compactRevision() > 0) {
            findSuperseded();
        }
        boolean keepRule = !superseded.isEmpty() && anyKeyLives.getAsBoolean();
        CRC32C crc = new CRC32C();
        crc.update("key".getBytes(UTF_8));
        forEachRow(0, row -> {
            if (counts(row, keepRule)) {
                StorageRow stored = row.toStorage();
                crc.update(stored.key().toByteArray());
                crc.update(stored.value().toByteString().asReadOnlyByteBuffer());
            }
        });
        return new HashResult((int) crc.getValue(), marks.revision(), marks.compactRevision());
    }

    private void findSuperseded() {
        forEachRow(Math.max(0, marks.finishedRevision()), row -> {
            Place previous = row.previous();
            if (previous.exists() && previous.revision() <= marks.compactRevision()) {
                (row.place().revision() <= marks.compactRevision() ? removed : superseded).add(previous);
            }
        });
    }

    private boolean counts(HistoryRow row, boolean keepRule) {
        if (row.place().revision() > marks.compactRevision()) {
            return true;
        }
        return row.isPut()
                && (removed.isEmpty() || !removed.contains(row.place()))
                && !(keepRule && superseded.contains(row.place()));
    }

    private void forEachRow(long fromRevision, Consumer<HistoryRow> visitor) {
        try (RowCursor cursor = rows.scan(Family.HISTORY)) {
            int seen = 0;
            boolean onRow = cursor.seek(HistoryRow.key(fromRevision, 0));
            while (onRow) {
                HistoryRow row = HistoryRow.parse(cursor.key(), cursor.value());
                if (row.place().revision() > marks.revision()) {
                    return;
                }
                visitor.accept(row);
                seen++;
                if (seen % ROWS_BETWEEN_CHECKS == 0 && canceled.getAsBoolean()) {
                    throw new CancellationException("the store closes");
                }
                onRow = cursor.next();
            }
        }
    }
}
