package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Buckets;
import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Gauge;
import dev.pharos.kvstore.metrics.instrument.Histogram;
import dev.pharos.kvstore.metrics.instrument.Registry;

/** The store of keys and its history. */
public final class MvccMetrics {
    public final Counter ranges;
    public final Counter puts;
    public final Counter deletes;
    public final Counter txns;

    /** Live keys. */
    public final Gauge keys;

    /** Bytes of keys and values put. */
    public final Gauge putBytes;

    public final Gauge currentRevision;

    /** -1 before the first compaction. */
    public final Gauge compactRevision;

    /** What Status gives as the size of the database. */
    public final Gauge dbTotalSize;

    public final Gauge dbTotalSizeInUse;
    public final Gauge openReadTransactions;
    public final Histogram hashDuration;
    public final Histogram hashRevDuration;
    public final Counter compactedRevisions;

    /** Unix time in seconds. */
    public final Gauge lastCompaction;

    /** In milliseconds: one batch of removals. */
    public final Histogram compactionPause;

    /** In milliseconds: all of a compaction. */
    public final Histogram compactionTotal;

    /** In milliseconds: the part of a compaction in the index of keys. */
    public final Histogram indexCompactionPause;

    MvccMetrics(Registry registry) {
        ranges = registry.counter("etcd_mvcc_range_total", "Ranges read.");
        puts = registry.counter("etcd_mvcc_put_total", "Puts applied.");
        deletes = registry.counter("etcd_mvcc_delete_total", "Deletes applied.");
        txns = registry.counter("etcd_mvcc_txn_total", "Transactions applied.");
        keys = registry.gauge("etcd_debugging_mvcc_keys_total", "Keys that exist.");
        putBytes = registry.gauge("etcd_debugging_mvcc_total_put_size_in_bytes", "Bytes of keys and values put.");
        currentRevision = registry.gauge("etcd_debugging_mvcc_current_revision", "Revision of the store.");
        compactRevision = registry.gauge("etcd_debugging_mvcc_compact_revision", "Revision last compacted at.");
        compactRevision.set(-1);
        dbTotalSize = registry.gauge("etcd_mvcc_db_total_size_in_bytes", "Bytes the store takes on disk.");
        dbTotalSizeInUse = registry.gauge(
                "etcd_mvcc_db_total_size_in_use_in_bytes", "Bytes the store takes on disk for what it still holds.");
        openReadTransactions = registry.gauge("etcd_mvcc_db_open_read_transactions", "Reads that hold a view open.");
        hashDuration =
                registry.histogram("etcd_mvcc_hash_duration_seconds", "Time to hash the whole store.", Scale.WALK);
        hashRevDuration = registry.histogram(
                "etcd_mvcc_hash_rev_duration_seconds", "Time to hash the keys up to a revision.", Scale.WALK);
        compactedRevisions =
                registry.counter("etcd_debugging_mvcc_db_compaction_keys_total", "Revisions removed by compactions.");
        lastCompaction =
                registry.gauge("etcd_debugging_mvcc_db_compaction_last", "Unix time of the last compaction's end.");
        compactionPause = registry.histogram(
                "etcd_debugging_mvcc_db_compaction_pause_duration_milliseconds",
                "Time that one batch of a compaction holds up others.",
                Buckets.exponential(1, 2, 13));
        compactionTotal = registry.histogram(
                "etcd_debugging_mvcc_db_compaction_total_duration_milliseconds",
                "Time of a compaction.",
                Buckets.exponential(100, 2, 14));
        indexCompactionPause = registry.histogram(
                "etcd_debugging_mvcc_index_compaction_pause_duration_milliseconds",
                "Time that a compaction of the index of keys holds up others.",
                Buckets.exponential(0.5, 2, 14));
    }
}
