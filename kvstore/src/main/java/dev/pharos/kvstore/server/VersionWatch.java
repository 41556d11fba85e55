package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.raft.model.RoleName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Has the leader decide which version the cluster speaks, by the rules of {@link VersionChoice}, and tells of every
 * change. Owned by the thread of the timer once it is started.
 */
final class VersionWatch {
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final long LOOKS_BETWEEN_QUESTIONS = 40;
    private static final long PATIENCE_SECONDS = 10;

    private final MemberParts member;
    private final MemberReleases releases;
    private final ServerLog log;
    private final Consumer<String> onDecided;
    private long looks;
    private boolean led;
    private CompletableFuture<?> deciding = CompletableFuture.completedFuture(null);
    private String known;

    /** @param onDecided hears {@code X.Y} each time it changes */
    VersionWatch(MemberParts member, MemberReleases releases, ServerLog log, Consumer<String> onDecided) {
        this.onDecided = onDecided;
        this.member = member;
        this.releases = releases;
        this.log = log;
        this.known = "";
    }

    /** Decides at once if this member leads and has nobody to ask, so that a cluster of one never serves without. */
    void start(ScheduledExecutorService timer) throws InterruptedException {
        if (leads() && !releases.hasOthers()) {
            await(decide());
        }
        tellChange();
        Future<?> unused =
                timer.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void await(CompletableFuture<?> decided) throws InterruptedException {
        try {
            decided.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new StartFailure("the version of the cluster was not decided: " + failure.getMessage(), failure);
        }
    }

    /** Never throws, so that the schedule goes on. */
    private void look() {
        try {
            tellChange();
            boolean leads = leads();
            boolean isDue = looks % LOOKS_BETWEEN_QUESTIONS == 0 || (leads && !led);
            looks++;
            led = leads;
            if (leads && isDue && deciding.isDone()) {
                deciding = decide();
            }
        } catch (RuntimeException failure) {
            log.warn("the version of the cluster was not decided").with(failure).write();
        }
    }

    private void tellChange() {
        String version = version();
        if (!version.equals(known)) {
            log.info(known.isEmpty() ? "set initial cluster version" : "updated cluster version")
                    .with(
                            "cluster-id",
                            Long.toHexString(member.applied().headers().clusterId()))
                    .with("cluster-version", Versions.minor(version))
                    .write();
            log.info("enabled capabilities for version")
                    .with("cluster-version", Versions.minor(version))
                    .write();
            tellReadiness(version);
            onDecided.accept(Versions.minor(version));
            known = version;
        }
    }

    private void tellReadiness(String version) {
        Downgrade downgrade = member.applied().cluster().state().downgrade();
        if (downgrade.isUnderWay() && Versions.minor(downgrade.target()).equals(Versions.minor(version))) {
            log.info("The server is ready to downgrade")
                    .with("target-version", downgrade.target())
                    .with("server-version", Versions.SERVER)
                    .write();
        }
    }

    private CompletableFuture<?> decide() {
        return releases.ask().thenCompose(found -> {
            VersionChoice choice = new VersionChoice(member.applied().cluster().state(), found);
            choice.obstacle().ifPresent(this::tellObstacle);
            Optional<String> next = choice.next();
            return next.isPresent()
                    ? new Announcement(member.proposer(), found.lowest()).version(next.get())
                    : CompletableFuture.completedFuture(null);
        });
    }

    private void tellObstacle(String obstacle) {
        log.error(obstacle)
                .with(
                        "downgrade-target",
                        member.applied().cluster().state().downgrade().target())
                .with("cluster-version", version())
                .write();
    }

    private boolean leads() {
        return member.status().role() == RoleName.LEADER;
    }

    private String version() {
        return member.applied().cluster().state().version();
    }
}
