package dev.pharos.kvstore.service;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest;
import dev.pharos.wire.proto.etcdserverpb.DowngradeResponse;
import dev.pharos.wire.proto.etcdserverpb.EmptyResponse;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.membershippb.DowngradeInfoSetRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends the whole cluster on its way to the release before its own, and back (rule 10.12). The cluster speaks the older
 * version from then on, so that members of that release can join. Any thread.
 */
public final class DowngradeOperations {
    /** Members before do not know such commands, and stop at one. */
    private static final String FIRST_WITH_DOWNGRADES = "3.5.0";

    private final MemberParts member;

    public DowngradeOperations(MemberParts member) {
        this.member = member;
    }

    /** Whether the cluster is on its way, as the latest answered order says. */
    public CompletionStage<Boolean> isUnderWay() {
        return member.reads()
                .confirm()
                .thenApply(confirmed -> state().downgrade().isUnderWay());
    }

    /** Does what a client orders; the answer has the version that the cluster speaks now. */
    public CompletionStage<DowngradeResponse> run(DowngradeRequest request) {
        return switch (request.getAction()) {
            case VALIDATE -> validate(request.getVersion()).thenApply(target -> answer());
            case ENABLE ->
                validate(request.getVersion()).thenCompose(this::enable).thenApply(enabled -> answer());
            case CANCEL -> cancel().thenApply(cancelled -> answer());
            case UNRECOGNIZED -> throw new Refusal(EtcdError.UNKNOWN_DOWNGRADE_ACTION);
        };
    }

    /** The target as members write it, if the cluster may go there. */
    private CompletionStage<String> validate(String wanted) {
        String target = Versions.minor(wanted) + ".0";
        return member.reads().confirm().thenApply(confirmed -> {
            ClusterState cluster = state();
            requireVersion(cluster);
            if (!Versions.isOneBelow(target, cluster.version())) {
                throw new Refusal(EtcdError.INVALID_DOWNGRADE_TARGET);
            }
            if (cluster.downgrade().isUnderWay()) {
                throw new Refusal(EtcdError.DOWNGRADE_IN_PROGRESS);
            }
            return target;
        });
    }

    private CompletionStage<EmptyResponse> enable(String target) {
        if (Versions.isBelow(state().version(), FIRST_WITH_DOWNGRADES)) {
            throw new Refusal(EtcdError.NOT_CAPABLE);
        }
        return propose(DowngradeInfoSetRequest.newBuilder().setEnabled(true).setVer(target));
    }

    /** One that is not under way is as good as cancelled. */
    private CompletionStage<EmptyResponse> cancel() {
        return member.reads().confirm().thenCompose(confirmed -> {
            Downgrade downgrade = state().downgrade();
            return downgrade.isUnderWay()
                    ? propose(DowngradeInfoSetRequest.newBuilder())
                    : CompletableFuture.completedFuture(EmptyResponse.getDefaultInstance());
        });
    }

    private CompletableFuture<EmptyResponse> propose(DowngradeInfoSetRequest.Builder order) {
        return member.proposer()
                .propose(InternalRaftRequest.newBuilder().setDowngradeInfoSet(order))
                .thenApply(outcome -> outcome.answer(EmptyResponse.class));
    }

    private DowngradeResponse answer() {
        ClusterState cluster = state();
        requireVersion(cluster);
        return DowngradeResponse.newBuilder()
                .setHeader(member.header())
                .setVersion(Versions.minor(cluster.version()))
                .build();
    }

    private static void requireVersion(ClusterState cluster) {
        if (cluster.version().isEmpty()) {
            throw new Refusal(EtcdError.CLUSTER_VERSION_UNAVAILABLE);
        }
    }

    private ClusterState state() {
        return member.applied().cluster().state();
    }
}
