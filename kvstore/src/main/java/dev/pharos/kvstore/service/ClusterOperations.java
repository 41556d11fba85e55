package dev.pharos.kvstore.service;

import dev.pharos.kvstore.apply.MemberChanges;
import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.cluster.ClusterIds;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member.Kind;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.service.AtLeader.Wish;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.RoleName;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.EmptyResponse;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Who belongs to the cluster. What makes no sense is refused at once where it shows here already, and in any case
 * when the change is applied.
 */
public final class ClusterOperations {
    /** How much of the leader's log a learner must have to vote (rule 9.4). */
    private static final double READY = 0.9;

    private final MemberParts member;
    private final Optional<ReconfigurationCheck> check;
    private final AtLeader leader;
    private final Clock clock;

    /** How changes are looked at before they are proposed. */
    public enum Strictness {
        /** A change that would cost the cluster its working majority is refused. */
        CHECKED,
        ANYTHING_GOES
    }

    public ClusterOperations(MemberParts member, Strictness strictness, PeerReach reach, AtLeader leader, Clock clock) {
        this.member = member;
        this.check = strictness == Strictness.CHECKED
                ? Optional.of(new ReconfigurationCheck(member.memberId(), reach))
                : Optional.empty();
        this.leader = leader;
        this.clock = clock;
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

    /** The new member has neither name nor client addresses until it has started. */
    public CompletionStage<MemberAddResponse> add(List<String> peerUrls, Kind kind) {
        requireFreeUrls(peerUrls, 0);
        check.ifPresent(rules -> rules.requireMayAdd(state(), kind));
        long id = ClusterIds.ofAddition(peerUrls, clock.instant().getEpochSecond());
        var added = new dev.pharos.kvstore.cluster.Member(id, "", peerUrls, List.of(), kind);
        return change(requestId -> MemberChanges.add(added, requestId))
                .thenApply(changed -> MemberAddResponse.newBuilder()
                        .setHeader(header())
                        .setMember(message(added))
                        .addAllMembers(members())
                        .build());
    }

    public CompletionStage<MemberRemoveResponse> remove(long id) {
        var leaving = requireMember(id);
        check.ifPresent(rules -> rules.requireMayRemove(state(), leaving));
        if (state().members().size() == 1) {
            throw new Refusal(EtcdError.NOT_ENOUGH_STARTED_MEMBERS);
        }
        return change(requestId -> MemberChanges.remove(id, requestId))
                .thenApply(changed -> MemberRemoveResponse.newBuilder()
                        .setHeader(header())
                        .addAllMembers(members())
                        .build());
    }

    /** Only the leader knows how far a learner is, so it is the leader's to decide. */
    public CompletionStage<MemberPromoteResponse> promote(long id) {
        requireMember(id);
        return leader.fulfil(new Wish<>(
                        () -> promoteHere(id), there -> leader.requests().promote(there, id)))
                .thenApply(done -> MemberPromoteResponse.newBuilder()
                        .setHeader(header())
                        .addAllMembers(members())
                        .build());
    }

    /**
     * As the leader. Fails with a Refusal NOT_LEADER if this member is not, or no more.
     *
     * @return the members afterwards
     */
    public CompletionStage<List<dev.pharos.kvstore.cluster.Member>> promoteHere(long id) {
        return attempt(() -> promoteReady(id)).whenComplete((members, failure) -> {
            if (failure == null) {
                member.counts().promoted();
            } else {
                KvOperations.errorOf(failure)
                        .filter(why -> why != EtcdError.NOT_LEADER)
                        .ifPresent(why -> member.counts().notPromoted(PromotionTexts.of(why)));
            }
        });
    }

    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> step) {
        try {
            return step.get();
        } catch (Refusal refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private CompletionStage<List<dev.pharos.kvstore.cluster.Member>> promoteReady(long id) {
        var learner = requireMember(id);
        return requireCaughtUp(id).thenCompose(ready -> {
            if (!learner.isLearner()) {
                throw new Refusal(EtcdError.MEMBER_NOT_LEARNER);
            }
            check.ifPresent(rules -> rules.requireMayPromote(state()));
            return change(requestId -> MemberChanges.promote(learner, requestId));
        });
    }

    private CompletionStage<Void> requireCaughtUp(long id) {
        return member.node().peers().thenAccept(peers -> {
            RaftStatus status = member.status();
            if (status.role() != RoleName.LEADER) {
                throw new Refusal(EtcdError.NOT_LEADER);
            }
            if (id == member.memberId()) {
                return;
            }
            long match = peers.peers().stream()
                    .filter(peer -> peer.member() == id)
                    .mapToLong(RaftStatus.Peer::match)
                    .findAny()
                    .orElseThrow(() -> new Refusal(EtcdError.MEMBER_NOT_FOUND));
            if (match < READY * status.committed()) {
                throw new Refusal(EtcdError.LEARNER_NOT_READY);
            }
        });
    }

    /** Changes the addresses at which other members find this one. */
    public CompletionStage<MemberUpdateResponse> update(long id, List<String> peerUrls) {
        requireMember(id);
        requireFreeUrls(peerUrls, id);
        var changed = dev.pharos.kvstore.cluster.Member.voter(id, peerUrls);
        return change(requestId -> MemberChanges.update(changed, requestId))
                .thenApply(done -> MemberUpdateResponse.newBuilder()
                        .setHeader(header())
                        .addAllMembers(members())
                        .build());
    }

    private CompletionStage<List<dev.pharos.kvstore.cluster.Member>> change(LongFunction<MembershipChange> change) {
        return member.proposer()
                .change(change)
                .thenApply(ClusterOperations::accepted)
                .thenApply(done -> state().sorted());
    }

    private static EmptyResponse accepted(Outcome outcome) {
        return outcome.answer(EmptyResponse.class);
    }

    private dev.pharos.kvstore.cluster.Member requireMember(long id) {
        return state().member(id).orElseThrow(() -> new Refusal(EtcdError.MEMBER_NOT_FOUND));
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
