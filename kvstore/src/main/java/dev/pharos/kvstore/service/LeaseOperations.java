package dev.pharos.kvstore.service;

import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.lease.LeaseRenewals;
import dev.pharos.kvstore.lease.TimeToLive;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.service.AtLeader.Wish;
import dev.pharos.raft.model.RoleName;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseStatus;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Grants, revokes, renews and shows leases. */
public final class LeaseOperations {
    /** The TTL of what is not there. */
    public static final long NO_SUCH_LEASE = -1;

    private final MemberParts member;
    private final LeaseBook leases;
    private final LeaseRenewals renewals;
    private final SpaceGuard space;
    private final AtLeader leader;

    public LeaseOperations(MemberParts member, LeaseRenewals renewals, SpaceGuard space, AtLeader leader) {
        this.leader = leader;
        this.member = member;
        this.leases = member.applied().leases();
        this.renewals = renewals;
        this.space = space;
    }

    /** An id is chosen where none is given. */
    public CompletionStage<LeaseGrantResponse> grant(LeaseGrantRequest request) {
        LeaseGrantRequest named = request.getID() != 0
                ? request
                : request.toBuilder().setID(member.proposer().nextPositiveId()).build();
        return space.checkLease()
                .thenCompose(enough -> member.proposer()
                        .propose(InternalRaftRequest.newBuilder().setLeaseGrant(named)))
                .thenApply(outcome -> outcome.answer(LeaseGrantResponse.class));
    }

    public CompletionStage<LeaseRevokeResponse> revoke(LeaseRevokeRequest request) {
        return member.proposer()
                .propose(InternalRaftRequest.newBuilder().setLeaseRevoke(request))
                .thenApply(outcome -> outcome.answer(LeaseRevokeResponse.class));
    }

    /** Only who surely leads may renew (rule 7.4). The header is that of the moment before (rule 7.3). */
    public CompletionStage<LeaseKeepAliveResponse> renew(long id) {
        ResponseHeader header = member.header();
        return leader.fulfil(new Wish<>(
                        () -> renewHere(id),
                        there -> leader.requests().renew(there, id).thenApply(LeaseKeepAliveResponse::getTTL)))
                .thenApply(ttl -> LeaseKeepAliveResponse.newBuilder()
                        .setHeader(header)
                        .setID(id)
                        .setTTL(ttl)
                        .build());
    }

    /** As the leader. The TTL in seconds, or 0 if there is no such lease; fails if this member does not lead. */
    public CompletionStage<Long> renewHere(long id) {
        return member.reads().confirm().thenCompose(leads -> renewals.renew(id)).thenApply(this::counted);
    }

    private long counted(long ttl) {
        if (ttl > 0) {
            member.counts().renewed();
        }
        return ttl;
    }

    /** What was granted or revoked before the call is seen. */
    public CompletionStage<LeaseTimeToLiveResponse> timeToLive(LeaseTimeToLiveRequest request) {
        Failpoint.BEFORE_LOOKUP_WHEN_LEASE_TIME_TO_LIVE.hit();
        return leader.fulfil(new Wish<>(
                () -> timeToLiveHere(request),
                there -> leader.requests()
                        .timeToLive(there, request)
                        .thenApply(answer ->
                                answer.toBuilder().setHeader(member.header()).build())));
    }

    /** As the leader, which alone knows the deadlines; fails if this member does not lead. */
    public CompletionStage<LeaseTimeToLiveResponse> timeToLiveHere(LeaseTimeToLiveRequest request) {
        return member.reads().confirm().thenApply(confirmed -> {
            if (member.status().role() != RoleName.LEADER) {
                throw new Refusal(EtcdError.NOT_LEADER);
            }
            LeaseTimeToLiveResponse.Builder response = LeaseTimeToLiveResponse.newBuilder()
                    .setHeader(member.header())
                    .setID(request.getID());
            Optional<TimeToLive> remaining = leases.remaining(request.getID());
            if (remaining.isEmpty()) {
                return response.setTTL(NO_SUCH_LEASE).build();
            }
            response.setTTL(remaining.get().remainingSeconds())
                    .setGrantedTTL(remaining.get().grantedSeconds());
            if (request.getKeys()) {
                leases.keysOf(request.getID()).forEach(key -> response.addKeys(key.toByteString()));
            }
            return response.build();
        });
    }

    public LeaseLeasesResponse list() {
        LeaseLeasesResponse.Builder response = LeaseLeasesResponse.newBuilder().setHeader(member.header());
        for (long id : leases.ids()) {
            response.addLeases(LeaseStatus.newBuilder().setID(id));
        }
        return response.build();
    }
}
