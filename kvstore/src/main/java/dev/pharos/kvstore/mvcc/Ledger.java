package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.RowBatch;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.mvcc.record.MetaRow;

/**
 * How large the records are, as etcd would store them: two sums with one writer each, so that neither thread
 * waits for the other, and the largest size since the last defragmentation. All three are on disk together with
 * what they count. Any thread reads.
 */
final class Ledger {
    /** The size of an empty database file. */
    private static final long EMPTY_FILE_BYTES = 20_480;

    /** The apply thread's. */
    private volatile long written;

    /** The compactor's. */
    private volatile long removed;

    private final Object highWaterLock = new Object();
    private long highWater;
    private long storedHighWater;

    /** What the apply thread last put on disk. */
    private long storedWritten;

    Ledger(Rows rows) {
        written = MetaRow.BYTES_WRITTEN.get(rows, 0);
        storedWritten = written;
        removed = MetaRow.BYTES_REMOVED.get(rows, 0);
        storedHighWater = MetaRow.BYTES_HIGH_WATER.get(rows, 0);
        highWater = Math.max(storedHighWater, logicalBytes());
    }

    /** Exact between two batches; a moment's mixture while both threads work. */
    long logicalBytes() {
        return written - removed;
    }

    long fileBytes() {
        synchronized (highWaterLock) {
            return Math.max(EMPTY_FILE_BYTES, highWater);
        }
    }

    long usedBytes() {
        return Math.max(EMPTY_FILE_BYTES, logicalBytes());
    }

    /** On the apply thread. */
    // Only the apply thread writes the sum, so nothing is lost between reading and writing it.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void wrote(long bytes) {
        written += bytes;
    }

    /** On the apply thread: puts what has changed since the last time. */
    void store(RowBatch batch) {
        if (written != storedWritten) {
            storedWritten = written;
            MetaRow.BYTES_WRITTEN.put(batch, written);
        }
        synchronized (highWaterLock) {
            highWater = Math.max(highWater, logicalBytes());
            if (highWater != storedHighWater) {
                storedHighWater = highWater;
                MetaRow.BYTES_HIGH_WATER.put(batch, highWater);
            }
        }
    }

    /** On the compactor's thread, before the batch that removes them. */
    void storeRemoval(RowBatch batch, long bytes) {
        MetaRow.BYTES_REMOVED.put(batch, removed + bytes);
    }

    /** On the compactor's thread, when they are gone. */
    // Only the compactor writes the sum.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void removed(long bytes) {
        removed += bytes;
    }

    /** The next batch of the apply thread stores it. */
    void forgetHighWater() {
        synchronized (highWaterLock) {
            highWater = logicalBytes();
        }
    }
}
