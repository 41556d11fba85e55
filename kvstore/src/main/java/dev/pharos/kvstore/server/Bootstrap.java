package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterIds;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.config.BootstrapOptions.ClusterState;
import dev.pharos.kvstore.config.InitialCluster;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.record.LogIdentity;
import java.util.List;
import java.util.Optional;

/**
 * Who this member is. A log says so itself, and what the options say of the first members does not count
 * any more; without a log the options decide (rule 9.9).
 *
 * @param founders the first entries of a new cluster; empty when there is a log
 */
record Bootstrap(LogIdentity identity, List<MembershipChange> founders) {
    static Bootstrap of(MemberStorage storage, ServerOptions options) {
        Optional<LogIdentity> known = storage.identity();
        return known.isPresent() ? new Bootstrap(known.get(), List.of()) : found(options);
    }

    private static Bootstrap found(ServerOptions options) {
        InitialCluster cluster = initialCluster(options);
        String name = options.member().name();
        cluster.contradiction(name, options.member().urls().advertisePeer()).ifPresent(contradiction -> {
            throw new StartFailure(contradiction);
        });
        if (options.bootstrap().state() == ClusterState.EXISTING
                || cluster.members().size() > 1) {
            throw new StartFailure("clusters of several members are not supported yet: --initial-cluster must name"
                    + " this member alone, and --initial-cluster-state must be new");
        }
        String token = options.bootstrap().token();
        List<Member> members = cluster.members().values().stream()
                .map(urls -> urls.stream().map(ServerUrl::toString).toList())
                .map(urls -> Member.voter(ClusterIds.ofFounder(urls, token), urls))
                .toList();
        long clusterId = ClusterIds.ofCluster(members.stream().map(Member::id).toList());
        LogIdentity identity = new LogIdentity(members.get(0).id(), clusterId);
        return new Bootstrap(identity, members.stream().map(Bootstrap::joining).toList());
    }

    private static InitialCluster initialCluster(ServerOptions options) {
        try {
            return InitialCluster.parse(options.bootstrap().initialCluster());
        } catch (IllegalArgumentException malformed) {
            throw new StartFailure("error setting up initial cluster: " + malformed.getMessage(), malformed);
        }
    }

    private static MembershipChange joining(Member member) {
        return new MembershipChange(
                Transition.AUTO,
                List.of(new Step(StepKind.ADD_VOTER, member.id())),
                Payload.utf8(MemberJson.write(member)));
    }
}
