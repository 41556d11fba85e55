package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.service.MemberParts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a member tells its cluster when it starts: its name, and where clients find it. */
final class Publication {
    private static final long PATIENCE_SECONDS = 10;

    private final MemberParts member;
    private final MemberReleases releases;
    private final ServerOptions options;
    private final ServerLog log;

    Publication(MemberParts member, MemberReleases releases, ServerOptions options, ServerLog log) {
        this.releases = releases;
        this.member = member;
        this.options = options;
        this.log = log;
    }

    /**
     * Returns when the cluster knows, which also means that this member can serve. Without a majority that takes
     * until there is one; the log says so meanwhile.
     */
    void run() throws InterruptedException {
        Failpoint.BEFORE_PUBLISHING.hit();
        String name = options.member().name();
        List<String> urls = options.member().urls().advertiseClient().stream()
                .map(ServerUrl::toString)
                .toList();
        while (!isPublished(name, urls)) {
            log.warn("failed to publish local member to cluster through raft")
                    .with("local-member-id", Long.toHexString(member.memberId()))
                    .with("publish-timeout", java.time.Duration.ofSeconds(PATIENCE_SECONDS))
                    .with("leader", Long.toHexString(member.status().leader()))
                    .write();
        }
        log.info("published local member to cluster through raft")
                .with("local-member-id", Long.toHexString(member.memberId()))
                .with("local-member-attributes", "{Name:" + name + " ClientURLs:" + urls + "}")
                .with("cluster-id", Long.toHexString(member.applied().headers().clusterId()))
                .write();
    }

    /** A learner reads nothing linearizably for its clients, but for itself it may. */
    private boolean isPublished(String name, List<String> urls) throws InterruptedException {
        if (!succeeds(member.reads().confirm())) {
            return false;
        }
        ClusterState cluster = member.applied().cluster().state();
        boolean isKnown = cluster.member(member.memberId())
                .filter(known -> says(known, name, urls))
                .isPresent();
        return isKnown
                || succeeds(spoken(cluster)
                        .thenCompose(spoken ->
                                new Announcement(member.proposer(), spoken).attributes(member.memberId(), name, urls)));
    }

    /** What all members understand: the cluster's version, or while there is none, what they say of themselves. */
    private CompletableFuture<String> spoken(ClusterState cluster) {
        return cluster.version().isEmpty()
                ? releases.ask().thenApply(MemberReleases.Releases::lowest)
                : CompletableFuture.completedFuture(cluster.version());
    }

    private static boolean says(Member known, String name, List<String> urls) {
        return known.name().equals(name) && known.clientUrls().equals(urls);
    }

    private static boolean succeeds(CompletableFuture<?> step) throws InterruptedException {
        try {
            step.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }
}
