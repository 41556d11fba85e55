package dev.pharos.kvstore.mvcc;

import java.time.Duration;

/**
 * How the store forgets.
 *
 * @param compactionBatch records that the compactor looks at between two writes
 * @param compactionPause how long it rests after each of these writes
 * @param rememberedHashes hashes of compactions that are kept (rule 10.7); with 0 none is computed
 */
public record StoreOptions(int compactionBatch, Duration compactionPause, int rememberedHashes) {
    public static final StoreOptions DEFAULT = new StoreOptions(1000, Duration.ZERO, 10);

    public StoreOptions {
        if (compactionBatch < 1 || compactionPause.isNegative() || rememberedHashes < 0) {
            throw new IllegalArgumentException("a batch of at least 1, and no negative pause or number of hashes");
        }
    }
}
