package dev.pharos.kvstore.concurrency;

import dev.pharos.kvstore.concurrency.Attempt.Entry;
import dev.pharos.kvstore.concurrency.Attempt.Front;
import dev.pharos.kvstore.concurrency.Attempt.OldValue;
import dev.pharos.kvstore.concurrency.Line.Place;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.v3electionpb.CampaignRequest;
import dev.pharos.wire.proto.v3electionpb.CampaignResponse;
import dev.pharos.wire.proto.v3electionpb.LeaderKey;
import dev.pharos.wire.proto.v3electionpb.LeaderRequest;
import dev.pharos.wire.proto.v3electionpb.LeaderResponse;
import dev.pharos.wire.proto.v3electionpb.ProclaimRequest;
import dev.pharos.wire.proto.v3electionpb.ProclaimResponse;
import dev.pharos.wire.proto.v3electionpb.ResignRequest;
import dev.pharos.wire.proto.v3electionpb.ResignResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Elections among leases, for one caller. Any thread. */
public final class Elections {
    private final LocalStore store;

    public Elections(LocalStore store) {
        this.store = store;
    }

    /** Elected once there is an answer. */
    public Pending<CampaignResponse> campaign(CampaignRequest request) {
        Entry entry = new Entry(new Line(request.getName()), request.getLease(), request.getValue(), OldValue.REPLACED);
        return Attempt.start(store, entry).map(front -> elected(request, front));
    }

    private static CampaignResponse elected(CampaignRequest request, Front front) {
        LeaderKey leader = LeaderKey.newBuilder()
                .setName(request.getName())
                .setKey(front.place().key())
                .setRev(front.place().createRevision())
                .setLease(front.lease())
                .build();
        return CampaignResponse.newBuilder()
                .setHeader(front.entered())
                .setLeader(leader)
                .build();
    }

    /** Fails if the leadership is not the caller's any more. */
    public CompletionStage<ProclaimResponse> proclaim(ProclaimRequest request) {
        if (!request.hasLeader()) {
            return refused(EtcdError.LEADER_FIELD_MISSING);
        }
        LeaderKey leader = request.getLeader();
        return leaseOf(leader)
                .thenCompose(lease -> store.txn(placeOf(leader).proclaim(request.getValue(), lease)))
                .thenCompose(answer -> answer.getSucceeded()
                        ? CompletableFuture.completedFuture(ProclaimResponse.newBuilder()
                                .setHeader(answer.getHeader())
                                .build())
                        : refused(EtcdError.ELECTION_NOT_LEADER));
    }

    private CompletionStage<Long> leaseOf(LeaderKey leader) {
        return leader.getLease() != 0
                ? CompletableFuture.completedFuture(leader.getLease())
                : store.grantLease(Attempt.TTL_SECONDS).thenApply(LeaseGrantResponse::getID);
    }

    /** Nothing happens if the leadership is not the caller's any more. */
    public CompletionStage<ResignResponse> resign(ResignRequest request) {
        if (!request.hasLeader()) {
            return refused(EtcdError.LEADER_FIELD_MISSING);
        }
        return store.txn(placeOf(request.getLeader()).leave())
                .thenApply(answer -> ResignResponse.newBuilder()
                        .setHeader(answer.getHeader())
                        .build());
    }

    public CompletionStage<LeaderResponse> leader(LeaderRequest request) {
        return store.range(new Line(request.getName()).first())
                .thenCompose(answer -> answer.getKvsCount() == 0
                        ? refused(EtcdError.ELECTION_NO_LEADER)
                        : CompletableFuture.completedFuture(LeaderResponse.newBuilder()
                                .setHeader(answer.getHeader())
                                .setKv(answer.getKvs(0))
                                .build()));
    }

    /** The leader there is and all that come, once it is started. */
    public Observation observe(LeaderRequest request, LeaderSink sink) {
        return new Observation(store, new Line(request.getName()), sink);
    }

    private static Place placeOf(LeaderKey leader) {
        return new Place(leader.getKey(), leader.getRev());
    }

    private static <T> CompletionStage<T> refused(EtcdError error) {
        return CompletableFuture.failedFuture(new Refusal(error));
    }
}
