package dev.pharos.kvstore.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksObject;
import org.rocksdb.WriteBufferManager;

/**
 * The options of RocksDB and what they share. The bloom filter answers for keys that do not exist; prefixes
 * have none, because ranges may be anything. Files without a log of their own are flushed together, so that a
 * batch is never half on disk.
 */
final class RocksTuning implements AutoCloseable {
    private static final long BLOCK_BYTES = 16 << 10;
    private static final double BLOOM_BITS_PER_KEY = 10;
    private static final long SMALL_FAMILY_BUFFER_BYTES = 1 << 20;
    private static final long BYTES_PER_SYNC = 1 << 20;
    private static final long INFO_LOG_BYTES = 1 << 20;
    private static final int WRITE_BUFFERS = 4;

    private final Deque<RocksObject> opened = new ArrayDeque<>();
    private final Cache cache;
    private final DBOptions database;
    private final ColumnFamilyOptions large;
    private final ColumnFamilyOptions small;

    RocksTuning(BackendOptions options) {
        this.cache = keep(new LRUCache(options.blockCacheBytes() + options.memtableBytes()));
        this.database = keep(databaseOptions(options));
        this.large = keep(familyOptions(options.memtableBytes()));
        this.small = keep(familyOptions(SMALL_FAMILY_BUFFER_BYTES));
    }

    DBOptions database() {
        return database;
    }

    ColumnFamilyOptions family(boolean isLarge) {
        return isLarge ? large : small;
    }

    long cacheUsage() {
        return cache.getUsage();
    }

    private DBOptions databaseOptions(BackendOptions options) {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true)
                .setParanoidChecks(true)
                .setMaxBgErrorResumeCount(0)
                .setMaxBackgroundJobs(options.backgroundJobs())
                .setWriteBufferManager(keep(new WriteBufferManager(options.memtableBytes(), cache)))
                .setBytesPerSync(BYTES_PER_SYNC)
                .setSkipStatsUpdateOnDbOpen(true)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(2);
    }

    private ColumnFamilyOptions familyOptions(long writeBufferBytes) {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(keep(new BloomFilter(BLOOM_BITS_PER_KEY)))
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setWriteBufferSize(writeBufferBytes)
                .setMaxWriteBufferNumber(WRITE_BUFFERS)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    private <T extends RocksObject> T keep(T object) {
        opened.push(object);
        return object;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
