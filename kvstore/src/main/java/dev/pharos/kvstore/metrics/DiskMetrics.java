package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Buckets;
import dev.pharos.kvstore.metrics.instrument.Gauge;
import dev.pharos.kvstore.metrics.instrument.Histogram;
import dev.pharos.kvstore.metrics.instrument.Registry;

/** What the log, the store and snapshots cost on disk. Histograms are in seconds. */
public final class DiskMetrics {
    public final Histogram logSync;
    public final Histogram logWrite;

    /** Bytes written to the log. */
    public final Gauge logBytes;

    /** A batch becoming part of the store. */
    public final Histogram commit;

    public final Histogram defrag;

    /** 1 while the store is defragmented. */
    public final Gauge defragInflight;

    /** A snapshot streamed out. */
    public final Histogram snapshot;

    public final Histogram snapshotRecordSync;
    public final Histogram snapshotDbSync;
    public final Histogram snapshotDbSave;
    public final Histogram snapshotRecordSave;

    DiskMetrics(Registry registry) {
        logSync = registry.histogram(
                "etcd_disk_wal_fsync_duration_seconds", "Time to make log entries durable.", Scale.DISK);
        logWrite = registry.histogram("etcd_disk_wal_write_duration_seconds", "Time to write to the log.", Scale.DISK);
        logBytes = registry.gauge("etcd_disk_wal_write_bytes_total", "Bytes written to the log.");
        commit = registry.histogram(
                "etcd_disk_backend_commit_duration_seconds", "Time to commit a batch to the store.", Scale.DISK);
        defrag = registry.histogram(
                "etcd_disk_backend_defrag_duration_seconds",
                "Time of a defragmentation.",
                Buckets.exponential(0.1, 2, 13));
        defragInflight = registry.gauge("etcd_disk_defrag_inflight", "1 while the store is defragmented.");
        snapshot = registry.histogram(
                "etcd_disk_backend_snapshot_duration_seconds",
                "Time to stream a snapshot out.",
                Buckets.exponential(0.01, 2, 17));
        snapshotRecordSync = registry.histogram(
                "etcd_snap_fsync_duration_seconds", "Time to make a snapshot's record durable.", Scale.DISK);
        snapshotDbSync = registry.histogram(
                "etcd_snap_db_fsync_duration_seconds", "Time to make a received snapshot durable.", Scale.DISK);
        snapshotDbSave = registry.histogram(
                "etcd_snap_db_save_total_duration_seconds",
                "Time to receive a snapshot and make it durable.",
                Scale.TRANSFER);
        snapshotRecordSave = registry.histogram(
                "etcd_debugging_snap_save_total_duration_seconds", "Time to save a snapshot's record.", Scale.DISK);
    }
}
