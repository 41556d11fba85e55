package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Buckets;

/** The buckets that many histograms share. */
final class Scale {
    /** 1 ms to 8 s: writes and syncs. */
    static final Buckets DISK = Buckets.exponential(0.001, 2, 14);

    /** 0.1 ms to 52 s: work in memory. */
    static final Buckets MEMORY = Buckets.exponential(0.0001, 2, 20);

    /** 10 ms to 163 s: walks over the whole store. */
    static final Buckets WALK = Buckets.exponential(0.01, 2, 15);

    /** 0.1 s to 51 s: snapshots on their way. */
    static final Buckets TRANSFER = Buckets.exponential(0.1, 2, 10);

    private Scale() {}
}
