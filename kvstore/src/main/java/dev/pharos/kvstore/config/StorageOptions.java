package dev.pharos.kvstore.config;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How the store is kept.
 *
 * @param quotaBytes the size at which writes are refused; empty for no limit
 * @param logFiles how many files of the log stay although a start does not need them, at least 1
 * @param corruptCheckInterval the time between comparisons with peers; zero is never
 */
public record StorageOptions(
        OptionalLong quotaBytes,
        Durability durability,
        int logFiles,
        CompactionOptions compaction,
        Duration corruptCheckInterval,
        Duration compactHashCheckInterval) {
    /** Whether what is acknowledged is on the disk. */
    public enum Durability {
        SYNCED,
        UNSAFE
    }
}
