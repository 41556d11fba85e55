package dev.pharos.kvstore.server;

import dev.pharos.kvstore.apply.ApplyMeter;
import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.metrics.IdentityMetrics.Alarm;
import dev.pharos.kvstore.metrics.RequestMetrics;
import dev.pharos.kvstore.metrics.ServerMetrics;
import dev.pharos.kvstore.metrics.instrument.Histogram;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts and times what is applied, and says so when it takes long. Owned by the apply thread. */
final class ApplyCounts implements ApplyMeter {
    /** The kinds of commands, by etcd's names. */
    private enum Kind {
        PUT("Put"),
        DELETE_RANGE("DeleteRange"),
        TXN("Txn"),
        COMPACTION("Compaction"),
        LEASE_GRANT("LeaseGrant"),
        LEASE_REVOKE("LeaseRevoke"),
        LEASE_CHECKPOINT("LeaseCheckpoint"),
        ALARM("Alarm"),
        OTHER("Other");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private record Times(Histogram success, Histogram failure) {
        static Times of(Kind kind, RequestMetrics requests) {
            return new Times(
                    requests.applyDuration(kind.label, dev.pharos.kvstore.metrics.Outcome.SUCCESS),
                    requests.applyDuration(kind.label, dev.pharos.kvstore.metrics.Outcome.FAILURE));
        }
    }

    private final ServerMetrics metrics;
    private final ServerLog log;
    private final long slowNanos;
    private final Map<Kind, Times> times = new EnumMap<>(Kind.class);

    ApplyCounts(ServerMetrics metrics, ServerLog log, Duration slow) {
        this.metrics = metrics;
        this.log = log;
        this.slowNanos = slow.toNanos();
        for (Kind kind : Kind.values()) {
            times.put(kind, Times.of(kind, metrics.requests()));
        }
    }

    @Override
    public void applied(InternalRaftRequest request, Outcome outcome, long nanos) {
        Kind kind = kindOf(request);
        Times time = Objects.requireNonNull(times.get(kind));
        (outcome.isRefused() ? time.failure() : time.success()).observeNanosAsSeconds(nanos);
        if (!outcome.isRefused()) {
            count(kind, request);
        }
        if (nanos > slowNanos) {
            metrics.requests().slowApply.increment();
            log.warn("apply request took too long")
                    .with("took", Duration.ofNanos(nanos))
                    .with("expected-duration", Duration.ofNanos(slowNanos))
                    .with("request", kind.label)
                    .write();
        }
    }

    private void count(Kind kind, InternalRaftRequest request) {
        switch (kind) {
            case PUT -> {
                metrics.mvcc().puts.increment();
                metrics.mvcc()
                        .putBytes
                        .add(request.getPut().getKey().size()
                                + (long) request.getPut().getValue().size());
            }
            case DELETE_RANGE -> metrics.mvcc().deletes.increment();
            case TXN -> metrics.mvcc().txns.increment();
            case LEASE_GRANT -> {
                metrics.leases().granted.increment();
                metrics.leases().ttl.observe((double) request.getLeaseGrant().getTTL());
            }
            case LEASE_REVOKE -> metrics.leases().revoked.increment();
            case ALARM -> countAlarm(request.getAlarm());
            case COMPACTION, LEASE_CHECKPOINT, OTHER -> {}
        }
    }

    private void countAlarm(AlarmRequest request) {
        if (request.getAlarm() != AlarmType.NOSPACE && request.getAlarm() != AlarmType.CORRUPT) {
            return;
        }
        Alarm alarm = new Alarm(request.getMemberID(), request.getAlarm().name());
        if (request.getAction() == AlarmAction.ACTIVATE) {
            metrics.identity().alarmRaised(alarm);
        } else if (request.getAction() == AlarmAction.DEACTIVATE) {
            metrics.identity().alarmCleared(alarm);
        }
    }

    private static Kind kindOf(InternalRaftRequest request) {
        if (request.hasPut()) {
            return Kind.PUT;
        }
        if (request.hasTxn()) {
            return Kind.TXN;
        }
        if (request.hasDeleteRange()) {
            return Kind.DELETE_RANGE;
        }
        if (request.hasLeaseGrant()) {
            return Kind.LEASE_GRANT;
        }
        if (request.hasLeaseRevoke()) {
            return Kind.LEASE_REVOKE;
        }
        return rareKindOf(request);
    }

    private static Kind rareKindOf(InternalRaftRequest request) {
        if (request.hasCompaction()) {
            return Kind.COMPACTION;
        }
        if (request.hasLeaseCheckpoint()) {
            return Kind.LEASE_CHECKPOINT;
        }
        return request.hasAlarm() ? Kind.ALARM : Kind.OTHER;
    }

    @Override
    public void committed(long nanos) {
        metrics.disk().commit.observeNanosAsSeconds(nanos);
    }

    /** Saving a snapshot is flushing the store; there is no other record of it. */
    @Override
    public void saved(long nanos) {
        metrics.disk().snapshotRecordSync.observeNanosAsSeconds(nanos);
        metrics.disk().snapshotRecordSave.observeNanosAsSeconds(nanos);
    }
}
