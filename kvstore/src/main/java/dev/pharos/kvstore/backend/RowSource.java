package dev.pharos.kvstore.backend;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;

/** Reads rows with fixed options: of now, of a frozen moment, or only what is on disk. Any thread. */
final class RowSource implements Rows {
    private final OpenDatabase database;
    private final ReadOptions options;

    RowSource(OpenDatabase database, ReadOptions options) {
        this.database = database;
        this.options = options;
    }

    @Override
    public byte @Nullable [] get(Family family, byte[] key) {
        database.usage().enter();
        try {
            return database.rocks().get(database.handle(family), options, key);
        } catch (RocksDBException failed) {
            throw new BackendFailure(
                    "reading a row of " + family.storedName() + " failed: " + failed.getMessage(), failed);
        } finally {
            database.usage().leave();
        }
    }

    @Override
    public RowCursor scan(Family family) {
        database.usage().enter();
        boolean handedOver = false;
        try {
            RowCursor cursor =
                    new RowCursor(database.rocks().newIterator(database.handle(family), options), database.usage());
            handedOver = true;
            return cursor;
        } finally {
            if (!handedOver) {
                database.usage().leave();
            }
        }
    }
}
