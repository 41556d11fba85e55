package dev.pharos.kvstore.config;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How the store is kept.
 *
 * @param quotaBytes the size at which writes are refused; empty for no limit
 * @param corruptCheckInterval the time between comparisons with peers; zero is never
 */
public record StorageOptions(
        OptionalLong quotaBytes,
        Durability durability,
        CompactionOptions compaction,
        Duration corruptCheckInterval,
        Duration compactHashCheckInterval) {
    /** Whether what is acknowledged is on the disk. */
    public enum Durability {
        SYNCED,
        UNSAFE
    }
}
