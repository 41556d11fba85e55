package dev.pharos.kvstore.backend;

import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Walks the rows of a family in the order of their keys, as they were when the cursor was opened. It stands on
 * no row until it is first moved. One thread at a time. Hold it shortly: it keeps files and memory alive, and
 * a backend cannot close before it.
 */
public final class RowCursor implements AutoCloseable {
    private final RocksIterator iterator;
    private final Usage usage;
    private boolean placed;
    private boolean closed;

    RowCursor(RocksIterator iterator, Usage usage) {
        this.iterator = iterator;
        this.usage = usage;
    }

    /** To the first row whose key is not less; false if there is none. */
    public boolean seek(byte[] key) {
        iterator.seek(key);
        placed = true;
        return standsOnRow();
    }

    /** To the next row, at first the first one; false at the end. */
    public boolean next() {
        if (placed) {
            iterator.next();
        } else {
            iterator.seekToFirst();
            placed = true;
        }
        return standsOnRow();
    }

    /** In an array of its own. */
    public byte[] key() {
        return iterator.key();
    }

    /** In an array of its own. */
    public byte[] value() {
        return iterator.value();
    }

    /** The first bytes of the value, as many as the array holds; how many the value has in all. */
    public int peek(byte[] start) {
        return iterator.value(start);
    }

    /** Whether the row's key is less than the bound. */
    public boolean isBefore(byte[] bound) {
        return Arrays.compareUnsigned(iterator.key(), bound) < 0;
    }

    private boolean standsOnRow() {
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status();
        } catch (RocksDBException failed) {
            throw new BackendFailure("reading rows failed: " + failed.getMessage(), failed);
        }
        return false;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            iterator.close();
            usage.leave();
        }
    }
}
