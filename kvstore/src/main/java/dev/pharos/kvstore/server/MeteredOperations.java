package dev.pharos.kvstore.server;

import dev.pharos.kvstore.metrics.Outcome;
import dev.pharos.kvstore.metrics.ServerMetrics;
import dev.pharos.kvstore.metrics.instrument.Histogram;
import dev.pharos.kvstore.service.OperationCounts;

/** Counts and times operations that do not pass the log. Threads: any. */
final class MeteredOperations implements OperationCounts {
    private final ServerMetrics metrics;
    private final Histogram rangesRead;
    private final Histogram rangesFailed;

    MeteredOperations(ServerMetrics metrics) {
        this.metrics = metrics;
        this.rangesRead = metrics.requests().rangeDuration(Outcome.SUCCESS);
        this.rangesFailed = metrics.requests().rangeDuration(Outcome.FAILURE);
    }

    @Override
    public void ranged() {
        metrics.mvcc().ranges.increment();
    }

    @Override
    public void rangeRead(long nanos) {
        rangesRead.observeNanosAsSeconds(nanos);
    }

    @Override
    public void rangeFailed(long nanos) {
        rangesFailed.observeNanosAsSeconds(nanos);
    }

    @Override
    public void renewed() {
        metrics.leases().renewed.increment();
    }

    @Override
    public void expired() {
        metrics.leases().expired.increment();
    }

    @Override
    public void promoted() {
        metrics.raft().learnerPromoteSuccesses.increment();
    }

    @Override
    public void notPromoted(String reason) {
        metrics.raft().learnerPromoteFailures.with(reason).increment();
    }

    @Override
    public void hashed(long nanos) {
        metrics.mvcc().hashDuration.observeNanosAsSeconds(nanos);
    }

    @Override
    public void hashedRevision(long nanos) {
        metrics.mvcc().hashRevDuration.observeNanosAsSeconds(nanos);
    }

    @Override
    public void defragmenting() {
        metrics.disk().defragInflight.set(1);
    }

    @Override
    public void defragmented(long nanos) {
        metrics.disk().defragInflight.set(0);
        metrics.disk().defrag.observeNanosAsSeconds(nanos);
    }

    @Override
    public void snapshotSent(long nanos) {
        metrics.disk().snapshot.observeNanosAsSeconds(nanos);
    }
}
