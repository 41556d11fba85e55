package dev.pharos.kvstore.backend;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Families of rows in a folder. A batch is seen whole or not at all, now and after a crash; a crash loses the
 * batches since the last flush, newest first, and nothing else. Any thread.
 *
 * <p>A write or flush that fails is the end: {@link BackendFailure}, and the member stops.
 */
public final class Backend implements Rows, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Backend.class.getName());
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(30);

    private final Path folder;
    private final RocksTuning tuning;
    private final OpenDatabase database;
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final ReadOptions newest = new ReadOptions();
    private final ReadOptions persisted = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER);
    private final CompactRangeOptions rewriting = new CompactRangeOptions().setExclusiveManualCompaction(false);
    private final RowSource rows;
    private final RowSource flushedRows;

    private Backend(Path folder, RocksTuning tuning, OpenDatabase database) {
        this.folder = folder;
        this.tuning = tuning;
        this.database = database;
        this.rows = new RowSource(database, newest);
        this.flushedRows = new RowSource(database, persisted);
    }

    /** Makes the store if the folder is empty or missing; refuses a folder that holds something else. */
    public static Backend open(Path folder, BackendOptions options) {
        NativeLibrary.load();
        RocksTuning tuning = new RocksTuning(options);
        try {
            return new Backend(folder, tuning, OpenDatabase.open(folder, tuning));
        } catch (BackendFailure refused) {
            tuning.close();
            throw refused;
        }
    }

    public Path folder() {
        return folder;
    }

    @Override
    public byte @Nullable [] get(Family family, byte[] key) {
        return rows.get(family, key);
    }

    /** The value as it would be found after a crash, as far as the flushes have come. */
    public byte @Nullable [] getFlushed(Family family, byte[] key) {
        return flushedRows.get(family, key);
    }

    @Override
    public RowCursor scan(Family family) {
        return rows.scan(family);
    }

    public RowBatch newBatch() {
        return new RowBatch(database);
    }

    public void write(RowBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        database.usage().enter();
        try {
            batch.write(rocksBatch -> database.rocks().write(writing, rocksBatch));
        } catch (RocksDBException failed) {
            throw new BackendFailure("writing to the store in " + folder + " failed: " + failed.getMessage(), failed);
        } finally {
            database.usage().leave();
        }
    }

    /** Brings everything that was written to disk; returns when it is there. */
    public void flush() {
        database.usage().enter();
        try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            database.rocks().flush(waiting, database.handles());
        } catch (RocksDBException failed) {
            throw new BackendFailure("flushing the store in " + folder + " failed: " + failed.getMessage(), failed);
        } finally {
            database.usage().leave();
        }
    }

    public FrozenBackend freeze() {
        return FrozenBackend.of(database);
    }

    /** Rewrites all files without what was removed. Takes long; reads and writes go on meanwhile. */
    public void compactFully() {
        database.usage().enter();
        try {
            for (ColumnFamilyHandle handle : database.handles()) {
                database.rocks().compactRange(handle, null, null, rewriting);
            }
        } catch (RocksDBException failed) {
            if (!rewriting.canceled()) {
                throw new BackendFailure(
                        "rewriting the store in " + folder + " failed: " + failed.getMessage(), failed);
            }
        } finally {
            database.usage().leave();
        }
    }

    /** Whether somebody is reading or writing just now, or holds a cursor or a frozen view. */
    public boolean isInUse() {
        return !database.usage().isEmpty();
    }

    /** The files of rows. */
    public long diskBytes() {
        return property("rocksdb.total-sst-files-size");
    }

    /** What was written and is not on disk yet, and what is just on its way. */
    public long memtableBytes() {
        return property("rocksdb.cur-size-all-mem-tables");
    }

    /** Native memory: blocks of files and, charged to them, the memtables. */
    public long memoryBytes() {
        database.usage().enter();
        try {
            return tuning.cacheUsage();
        } finally {
            database.usage().leave();
        }
    }

    private long property(String name) {
        database.usage().enter();
        try {
            return database.rocks().getAggregatedLongProperty(name);
        } catch (RocksDBException failed) {
            throw new BackendFailure("no " + name + " from RocksDB: " + failed.getMessage(), failed);
        } finally {
            database.usage().leave();
        }
    }

    /**
     * Waits for those who are reading. If somebody does not stop reading for a long time, the native memory
     * is left to the end of the process: freeing it under a reader would crash that process at once.
     */
    @Override
    public void close() {
        if (!database.usage().shut()) {
            return;
        }
        rewriting.setCanceled(true);
        if (!database.usage().awaitEmpty(PATIENCE_AT_CLOSE)) {
            LOG.log(System.Logger.Level.WARNING, "the store in {0} is still being read and stays open", folder);
            return;
        }
        database.free();
        rewriting.close();
        persisted.close();
        newest.close();
        writing.close();
        tuning.close();
    }
}
