package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.membershippb.DowngradeInfoSetRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Has the leader end a downgrade when all members are of the release that the cluster was to go to. Owned by the
 * thread of the timer once it is started.
 */
final class DowngradeWatch {
    private final MemberParts member;
    private final MemberReleases releases;
    private final ServerLog log;
    private CompletableFuture<Boolean> looking = CompletableFuture.completedFuture(false);

    DowngradeWatch(MemberParts member, MemberReleases releases, ServerLog log) {
        this.member = member;
        this.releases = releases;
        this.log = log;
    }

    /** @param interval between two looks; if zero, nobody looks */
    void start(ScheduledExecutorService timer, Duration interval) {
        if (!interval.isZero() && !interval.isNegative()) {
            long nanos = interval.toNanos();
            Future<?> unused = timer.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Never throws, so that the schedule goes on. */
    private void look() {
        try {
            if (member.leads() && state().downgrade().isUnderWay() && looking.isDone()) {
                looking = releases.ask().thenCompose(this::endIfFinished).exceptionally(this::failed);
            }
        } catch (RuntimeException failure) {
            boolean unused = failed(failure);
        }
    }

    /** Whether it was the end. */
    private CompletableFuture<Boolean> endIfFinished(MemberReleases.Releases found) {
        ClusterState cluster = state();
        if (!new VersionChoice(cluster, found).isFinished()) {
            return CompletableFuture.completedFuture(false);
        }
        log.info("the cluster has been downgraded")
                .with("cluster-version", cluster.downgrade().target())
                .write();
        return member.proposer()
                .propose(InternalRaftRequest.newBuilder()
                        .setDowngradeInfoSet(DowngradeInfoSetRequest.getDefaultInstance()))
                .thenApply(cancelled -> true);
    }

    /** It is tried again at the next look. */
    private boolean failed(Throwable failure) {
        log.warn("failed to cancel downgrade").with(failure).write();
        return false;
    }

    private ClusterState state() {
        return member.applied().cluster().state();
    }
}
