package dev.pharos.kvstore.mvcc.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowBatch;
import dev.pharos.kvstore.backend.Rows;

/** The store's own numbers among the rows of {@link Family#META}. */
public enum MetaRow {
    REVISION("revision"),
    /** The compact revision as it counts for readers. */
    SCHEDULED_COMPACTION("compaction.scheduled"),
    /** The compact revision whose superseded records are gone. */
    FINISHED_COMPACTION("compaction.finished"),
    /** Size of all records ever written; the apply thread's. */
    BYTES_WRITTEN("bytes.written"),
    /** Size of all records removed by compaction; the compactor's. */
    BYTES_REMOVED("bytes.removed"),
    /** The largest size since the last defragmentation. */
    BYTES_HIGH_WATER("bytes.highWater"),
    /** There while rows are being taken in from elsewhere. */
    IMPORTING("importing");

    private final String storedName;

    MetaRow(String storedName) {
        this.storedName = storedName;
    }

    private byte[] key() {
        return storedName.getBytes(UTF_8);
    }

    public void put(RowBatch batch, long number) {
        byte[] value = new byte[Long.BYTES];
        BigEndian.putLong(value, 0, number);
        batch.put(Family.META, key(), value);
    }

    public void delete(RowBatch batch) {
        batch.delete(Family.META, key());
    }

    public long get(Rows rows, long otherwise) {
        byte[] value = rows.get(Family.META, key());
        if (value == null) {
            return otherwise;
        }
        if (value.length != Long.BYTES) {
            throw new BackendFailure("the row " + storedName + " has " + value.length + " bytes");
        }
        return BigEndian.getLong(value, 0);
    }
}
