package dev.pharos.kvstore.service;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who belongs to the cluster. */
public final class ClusterOperations {
    private final MemberParts member;

    public ClusterOperations(MemberParts member) {
        this.member = member;
    }

    public CompletionStage<MemberListResponse> list(KvOperations.Freshness freshness) {
        return freshness == KvOperations.Freshness.SERIALIZABLE
                ? CompletableFuture.completedFuture(list())
                : member.reads().confirm().thenApply(confirmed -> list());
    }

    private MemberListResponse list() {
        return MemberListResponse.newBuilder()
                .setHeader(header())
                .addAllMembers(members())
                .build();
    }

    /** Answers about the cluster carry no revision (rule 1.6). */
    private ResponseHeader header() {
        return member.header(0);
    }

    private List<Member> members() {
        return member.applied().cluster().state().sorted().stream()
                .map(ClusterOperations::message)
                .toList();
    }

    private static Member message(dev.pharos.kvstore.cluster.Member member) {
        return Member.newBuilder()
                .setID(member.id())
                .setName(member.name())
                .addAllPeerURLs(member.peerUrls())
                .addAllClientURLs(member.clientUrls())
                .setIsLearner(member.isLearner())
                .build();
    }

    /** A cluster of one cannot reach other members yet, and adding one would leave it without a majority. */
    public static Refusal notReachable() {
        return new Refusal(EtcdError.UNHEALTHY);
    }
}
