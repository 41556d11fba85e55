package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.membershippb.Attributes;
import dev.pharos.wire.proto.membershippb.ClusterMemberAttrSetRequest;
import dev.pharos.wire.proto.membershippb.ClusterVersionSetRequest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a member tells its cluster when it starts: its name, where clients find it, the version that all speak. */
final class Publication {
    private static final long PATIENCE_SECONDS = 60;

    private final MemberParts member;
    private final ServerOptions options;
    private final ServerLog log;

    Publication(MemberParts member, ServerOptions options, ServerLog log) {
        this.member = member;
        this.options = options;
        this.log = log;
    }

    /** Returns when the cluster knows, which also means that this member can serve. */
    void run() throws InterruptedException {
        Failpoint.BEFORE_PUBLISHING.hit();
        await(member.reads().confirm());
        ClusterState cluster = member.applied().cluster().state();
        String name = options.member().name();
        List<String> urls = options.member().urls().advertiseClient().stream()
                .map(ServerUrl::toString)
                .toList();
        if (cluster.member(member.memberId())
                .filter(known -> says(known, name, urls))
                .isEmpty()) {
            await(member.proposer().propose(attributes(name, urls)));
        }
        log.info("published local member to cluster through raft")
                .with("local-member-id", Long.toHexString(member.memberId()))
                .with("local-member-attributes", "{Name:" + name + " ClientURLs:" + urls + "}")
                .with("cluster-id", Long.toHexString(member.applied().headers().clusterId()))
                .write();
        if (cluster.version().isEmpty() || Versions.isBelow(cluster.version(), Versions.CLUSTER)) {
            await(member.proposer()
                    .propose(InternalRaftRequest.newBuilder()
                            .setClusterVersionSet(
                                    ClusterVersionSetRequest.newBuilder().setVer(Versions.CLUSTER))));
            log.info("set initial cluster version")
                    .with(
                            "cluster-id",
                            Long.toHexString(member.applied().headers().clusterId()))
                    .with("cluster-version", Versions.minor(Versions.CLUSTER))
                    .write();
        }
        log.info("enabled capabilities for version")
                .with(
                        "cluster-version",
                        Versions.minor(member.applied().cluster().state().version()))
                .write();
    }

    private static boolean says(Member known, String name, List<String> urls) {
        return known.name().equals(name) && known.clientUrls().equals(urls);
    }

    private InternalRaftRequest.Builder attributes(String name, List<String> urls) {
        return InternalRaftRequest.newBuilder()
                .setClusterMemberAttrSet(ClusterMemberAttrSetRequest.newBuilder()
                        .setMemberID(member.memberId())
                        .setMemberAttributes(
                                Attributes.newBuilder().setName(name).addAllClientUrls(urls)));
    }

    private static void await(java.util.concurrent.CompletableFuture<?> step) throws InterruptedException {
        try {
            step.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new StartFailure("the member could not join its cluster: " + failure.getMessage(), failure);
        }
    }
}
