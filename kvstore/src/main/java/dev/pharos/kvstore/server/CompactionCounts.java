package dev.pharos.kvstore.server;

import dev.pharos.kvstore.metrics.MvccMetrics;
import dev.pharos.kvstore.mvcc.CompactionMeter;
import java.util.concurrent.TimeUnit;

/** Counts and times compactions. */
final class CompactionCounts implements CompactionMeter {
    private final MvccMetrics metrics;

    CompactionCounts(MvccMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void batch(long nanos, long removedRevisions) {
        metrics.compactionPause.observeNanosAsMillis(nanos);
        metrics.compactedRevisions.add(removedRevisions);
    }

    @Override
    public void index(long nanos) {
        metrics.indexCompactionPause.observeNanosAsMillis(nanos);
    }

    @Override
    public void finished(long nanos) {
        metrics.compactionTotal.observeNanosAsMillis(nanos);
        metrics.lastCompaction.set(TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()));
    }
}
