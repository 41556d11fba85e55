package dev.pharos.kvstore.service;

import com.google.gson.JsonObject;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who belongs to the cluster. A member cannot reach others yet, so none can be added; what etcd would refuse
 * is refused in its words.
 */
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

    /** Refuses in any case: as etcd does what is wrong with the addresses, else because nobody is reached there. */
    public Refusal refuseToAdd(List<String> peerUrls) {
        requireFreeUrls(peerUrls, 0);
        return new Refusal(EtcdError.UNHEALTHY);
    }

    /** The only member cannot go. */
    public Refusal refuseToRemove(long id) {
        requireMember(id);
        return new Refusal(EtcdError.NOT_ENOUGH_STARTED_MEMBERS);
    }

    /** There are no learners. */
    public Refusal refuseToPromote(long id) {
        requireMember(id);
        return new Refusal(EtcdError.MEMBER_NOT_LEARNER);
    }

    /** Changes the addresses at which other members find this one. */
    public CompletionStage<MemberUpdateResponse> update(long id, List<String> peerUrls) {
        requireMember(id);
        requireFreeUrls(peerUrls, id);
        long requestId = member.proposer().nextPositiveId();
        JsonObject context = MemberJson.object(dev.pharos.kvstore.cluster.Member.voter(id, peerUrls));
        context.addProperty("requestId", Long.toUnsignedString(requestId));
        MembershipChange change = new MembershipChange(
                Transition.AUTO, List.of(new Step(StepKind.UPDATE, id)), Payload.utf8(context.toString()));
        return member.node()
                .changeMembership(requestId, change)
                .thenApply(changed -> MemberUpdateResponse.newBuilder()
                        .setHeader(header())
                        .addAllMembers(members())
                        .build());
    }

    private void requireMember(long id) {
        if (state().member(id).isEmpty()) {
            throw new Refusal(EtcdError.MEMBER_NOT_FOUND);
        }
    }

    /** Well-formed, and of no other member. */
    private void requireFreeUrls(List<String> peerUrls, long ownId) {
        if (peerUrls.isEmpty() || !peerUrls.stream().allMatch(PeerUrl::isWellFormed)) {
            throw new Refusal(EtcdError.BAD_MEMBER_URLS);
        }
        boolean taken = state().sorted().stream()
                .filter(other -> other.id() != ownId)
                .anyMatch(other -> other.peerUrls().stream().anyMatch(peerUrls::contains));
        if (taken) {
            throw new Refusal(EtcdError.PEER_URL_EXISTS);
        }
    }

    private ClusterState state() {
        return member.applied().cluster().state();
    }

    /** Answers about the cluster carry no revision (rule 1.6). */
    private ResponseHeader header() {
        return member.header(0);
    }

    private List<Member> members() {
        return state().sorted().stream().map(ClusterOperations::message).toList();
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
}
