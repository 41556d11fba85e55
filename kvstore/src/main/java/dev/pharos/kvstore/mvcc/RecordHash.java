package dev.pharos.kvstore.mvcc;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    private final RecordSource records;
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
    RecordHash(RecordSource records, Marks marks, BooleanSupplier anyKeyLives, BooleanSupplier canceled) {
        this.records = records;
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
        int[] seen = {0};
        records.visit(fromRevision, row -> {
            if (row.place().revision() > marks.revision()) {
                return false;
            }
            visitor.accept(row);
            seen[0]++;
            if (seen[0] % ROWS_BETWEEN_CHECKS == 0 && canceled.getAsBoolean()) {
                throw new CancellationException("the store closes");
            }
            return true;
        });
    }
}
