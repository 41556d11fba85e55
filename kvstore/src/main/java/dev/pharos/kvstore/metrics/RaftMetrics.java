package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Gauge;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import dev.pharos.kvstore.metrics.instrument.Registry;

/** Leadership, proposals and linearizable reads. */
public final class RaftMetrics {
    /** 1 or 0, as the next two. */
    public final Gauge hasLeader;

    public final Gauge isLeader;
    public final Gauge isLearner;
    public final Counter leaderChangesSeen;

    /** The commit index. */
    public final Gauge proposalsCommitted;

    /** The applied index. */
    public final Gauge proposalsApplied;

    public final Gauge proposalsPending;
    public final Counter proposalsFailed;
    public final Counter readIndexesFailed;
    public final Counter slowReadIndexes;
    public final Counter heartbeatSendFailures;
    public final Counter learnerPromoteSuccesses;

    /** By the text of the refusal. */
    public final Labelled<Counter> learnerPromoteFailures;

    /** 1 while a received snapshot becomes the store. */
    public final Gauge snapshotApplyInProgress;

    RaftMetrics(Registry registry) {
        hasLeader = registry.gauge("etcd_server_has_leader", "1 while this member knows a leader.");
        isLeader = registry.gauge("etcd_server_is_leader", "1 while this member is the leader.");
        isLearner = registry.gauge("etcd_server_is_learner", "1 while this member has no vote.");
        leaderChangesSeen =
                registry.counter("etcd_server_leader_changes_seen_total", "Changes of leader this member has seen.");
        proposalsCommitted =
                registry.gauge("etcd_server_proposals_committed_total", "Index of the last committed entry.");
        proposalsApplied = registry.gauge("etcd_server_proposals_applied_total", "Index of the last applied entry.");
        proposalsPending = registry.gauge("etcd_server_proposals_pending", "Proposals whose end is awaited.");
        proposalsFailed = registry.counter("etcd_server_proposals_failed_total", "Proposals that failed.");
        readIndexesFailed = registry.counter(
                "etcd_server_read_indexes_failed_total", "Linearizable reads that were not confirmed.");
        slowReadIndexes = registry.counter("etcd_server_slow_read_indexes_total", "Linearizable reads confirmed late.");
        heartbeatSendFailures =
                registry.counter("etcd_server_heartbeat_send_failures_total", "Heartbeats that left late.");
        learnerPromoteSuccesses =
                registry.counter("etcd_server_learner_promote_successes", "Learners this leader has promoted.");
        learnerPromoteFailures = registry.counters(
                "etcd_server_learner_promote_failures", "Promotions this leader has refused.", "Reason");
        snapshotApplyInProgress = registry.gauge(
                "etcd_server_snapshot_apply_in_progress_total", "1 while a received snapshot becomes the store.");
    }
}
