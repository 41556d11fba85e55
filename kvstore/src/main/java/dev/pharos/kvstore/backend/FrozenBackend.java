package dev.pharos.kvstore.backend;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/**
 * The rows as they were at one moment, between two batches. Any thread. Until it is closed, nothing that was
 * removed since can be freed, and the backend cannot close.
 */
public final class FrozenBackend implements Rows, AutoCloseable {
    private final OpenDatabase database;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final RowSource rows;
    private boolean closed;

    private FrozenBackend(OpenDatabase database) {
        this.database = database;
        this.snapshot = database.rocks().getSnapshot();
        // Blocks of a long walk would drive out those that others need.
        this.options = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
        this.rows = new RowSource(database, options);
    }

    static FrozenBackend of(OpenDatabase database) {
        database.usage().enter();
        return new FrozenBackend(database);
    }

    @Override
    public byte @Nullable [] get(Family family, byte[] key) {
        return rows.get(family, key);
    }

    @Override
    public RowCursor scan(Family family) {
        return rows.scan(family);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            options.close();
            database.rocks().releaseSnapshot(snapshot);
            snapshot.close();
            database.usage().leave();
        }
    }
}
