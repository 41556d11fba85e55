package dev.pharos.kvstore.backend;

/**
 * How much memory the backend may use.
 *
 * @param memtableBytes rows that are not on disk yet; when there are more, they are written in the background
 * @param blockCacheBytes blocks of files that were read; the memtables are charged to it
 * @param backgroundJobs threads that flush and merge files
 */
public record BackendOptions(long memtableBytes, long blockCacheBytes, int backgroundJobs) {
    private static final long MEBIBYTE = 1 << 20;
    private static final long LEAST_MEMTABLE_BYTES = MEBIBYTE;

    public static final BackendOptions DEFAULT = new BackendOptions(64 * MEBIBYTE, 96 * MEBIBYTE, 2);

    public BackendOptions {
        if (memtableBytes < LEAST_MEMTABLE_BYTES || blockCacheBytes < 0 || backgroundJobs < 1) {
            throw new IllegalArgumentException("memtables of at least " + LEAST_MEMTABLE_BYTES
                    + " bytes, a block cache of at least 0 and one background job are needed");
        }
    }
}
