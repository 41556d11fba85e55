package dev.pharos.kvstore.backend;

import dev.pharos.wire.value.Bytes;
import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** A batch in native memory, which each change crosses into by itself. */
final class GrownBatch implements AutoCloseable {
    private final OpenDatabase database;
    private final WriteBatch batch;

    /** @param soFar a batch as RocksDB takes it */
    GrownBatch(OpenDatabase database, byte[] soFar) {
        this.database = database;
        this.batch = new WriteBatch(soFar);
    }

    /** The value is the head and behind it the tail. */
    void put(Family family, byte[] key, byte[] head, Bytes tail) {
        byte[] value = Arrays.copyOf(head, head.length + tail.length());
        tail.copyTo(value, head.length);
        try {
            batch.put(database.handle(family), key, value);
        } catch (RocksDBException failed) {
            throw refused(failed);
        }
    }

    void delete(Family family, byte[] key) {
        try {
            batch.delete(database.handle(family), key);
        } catch (RocksDBException failed) {
            throw refused(failed);
        }
    }

    private static BackendFailure refused(RocksDBException failed) {
        return new BackendFailure("a batch took no further change: " + failed.getMessage(), failed);
    }

    int count() {
        return batch.count();
    }

    long byteCount() {
        return batch.getDataSize();
    }

    void write(RowBatch.Writing writing) throws RocksDBException {
        writing.write(batch);
    }

    @Override
    public void close() {
        batch.close();
    }
}
