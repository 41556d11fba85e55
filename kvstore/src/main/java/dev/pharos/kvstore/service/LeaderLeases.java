package dev.pharos.kvstore.service;

import dev.pharos.kvstore.lease.LeaseProposals;
import dev.pharos.kvstore.lease.Remaining;
import dev.pharos.kvstore.replication.Proposer;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseCheckpoint;
import dev.pharos.wire.proto.etcdserverpb.LeaseCheckpointRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a leader proposes about leases by itself. It enters the log as an entry of its own term, or not at all. */
public final class LeaderLeases implements LeaseProposals {
    private final Proposer proposer;
    private final OperationCounts counts;

    public LeaderLeases(MemberParts member) {
        this.proposer = member.proposer();
        this.counts = member.counts();
    }

    @Override
    public CompletionStage<?> revoke(long id, long term) {
        return proposer.proposeInTerm(
                        term,
                        InternalRaftRequest.newBuilder()
                                .setLeaseRevoke(LeaseRevokeRequest.newBuilder().setID(id)))
                .thenApply(outcome -> outcome.answer(LeaseRevokeResponse.class))
                .thenAccept(revoked -> counts.expired());
    }

    @Override
    public CompletionStage<?> checkpoint(List<Remaining> checkpoints, long term) {
        LeaseCheckpointRequest.Builder request = LeaseCheckpointRequest.newBuilder();
        checkpoints.forEach(left -> request.addCheckpoints(
                LeaseCheckpoint.newBuilder().setID(left.id()).setRemainingTTL(left.seconds())));
        return proposer.proposeInTerm(term, InternalRaftRequest.newBuilder().setLeaseCheckpoint(request));
    }
}
