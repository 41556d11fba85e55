package dev.pharos.kvstore.server;

import dev.pharos.kvstore.alarm.AlarmBook;
import dev.pharos.kvstore.apply.OpenState;
import dev.pharos.kvstore.apply.SnapshotInstaller;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.config.FeatureGate;
import dev.pharos.kvstore.config.HttpOptions.MetricsDetail;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.metrics.Detail;
import dev.pharos.kvstore.metrics.IdentityMetrics.Alarm;
import dev.pharos.kvstore.metrics.ServerMetrics;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.rpc.AuthService;
import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.kvstore.watch.protocol.WatchMetrics;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.model.RoleName;
import dev.pharos.wire.value.KeyRange;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says where the figures come from that are looked up when somebody asks for them. */
final class MetricsBinding {
    private MetricsBinding() {}

    static void bind(ServerMetrics metrics, MemberParts member, ServerOptions options) {
        raft(metrics, member);
        store(metrics, member::store);
        identity(metrics, member, options);
    }

    static Detail detail(ServerOptions options) {
        return options.service().http().metrics() == MetricsDetail.EXTENSIVE ? Detail.EXTENSIVE : Detail.BASIC;
    }

    static WatchMetrics watches(ServerMetrics metrics) {
        return new WatchMetrics() {
            @Override
            public void eventsSent(long more) {
                metrics.watches().events.add(more);
            }

            @Override
            public void gauges(Gauges now) {
                metrics.watches().streams.set(now.streams());
                metrics.watches().watchers.set(now.watchers());
                metrics.watches().slowWatchers.set(now.slowWatchers());
                metrics.watches().pendingEvents.set(now.pendingEvents());
            }
        };
    }

    /** Shows when a snapshot is being installed, and the alarms that come with it. */
    static SnapshotInstaller counted(SnapshotInstaller installer, ServerMetrics metrics) {
        return (snapshot, present) -> {
            metrics.raft().snapshotApplyInProgress.set(1);
            try {
                OpenState installed = installer.install(snapshot, present);
                count(installed.parts().store(), metrics);
                metrics.identity().alarmsStand(alarms(installed.parts().alarms()));
                return installed;
            } finally {
                metrics.raft().snapshotApplyInProgress.set(0);
            }
        };
    }

    private static void raft(ServerMetrics metrics, MemberParts member) {
        metrics.raft().hasLeader.from(() -> member.status().leader() != 0 ? 1 : 0);
        metrics.raft().isLeader.from(() -> member.status().role() == RoleName.LEADER ? 1 : 0);
        metrics.raft().isLearner.from(() -> isLearner(member.status(), member.memberId()));
        metrics.raft().proposalsCommitted.from(() -> member.status().committed());
        metrics.raft().proposalsApplied.from(() -> member.status().applied());
        metrics.raft().proposalsPending.from(() -> member.proposer().pending());
    }

    private static long isLearner(RaftStatus status, long id) {
        return status.membership().isLearner(id) ? 1 : 0;
    }

    private static void store(ServerMetrics metrics, Supplier<MvccStore> store) {
        RangeQuery all = RangeQuery.of(KeyRange.all()).content(Content.COUNT_ONLY);
        metrics.mvcc().keys.from(() -> store.get().view().range(all).count());
        metrics.mvcc().currentRevision.from(() -> store.get().revision());
        metrics.mvcc().compactRevision.from(() -> store.get().compactRevision());
        metrics.mvcc().dbTotalSize.from(() -> store.get().fileBytes());
        metrics.mvcc().dbTotalSizeInUse.from(() -> store.get().usedBytes());
        count(store.get(), metrics);
    }

    private static void count(MvccStore store, ServerMetrics metrics) {
        store.meter(new CompactionCounts(metrics.mvcc()));
    }

    private static Set<Alarm> alarms(AlarmBook book) {
        return book.standing().stream()
                .map(alarm -> new Alarm(alarm.member(), alarm.kind().name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void identity(ServerMetrics metrics, MemberParts member, ServerOptions options) {
        metrics.identity().version(Versions.SERVER);
        metrics.identity().memberId(member.memberId());
        metrics.identity().authRevision.set(AuthService.FIRST_AUTH_REVISION);
        alarms(member.applied().alarms()).forEach(metrics.identity()::alarmRaised);
        metrics.identity().quotaBackendBytes.set(options.storage().quotaBytes().orElse(0));
        for (FeatureGate gate : FeatureGate.values()) {
            String stage = gate.stage().name().toUpperCase(Locale.ROOT);
            if (options.gates().isEnabled(gate)) {
                metrics.identity().featureOn(gate.label(), stage);
            } else {
                metrics.identity().featureOff(gate.label(), stage);
            }
        }
    }
}
