package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.cluster.Member.Kind;
import dev.pharos.kvstore.service.ClusterOperations;
import dev.pharos.kvstore.service.KvOperations.Freshness;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.MemberAddRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateResponse;
import io.grpc.stub.StreamObserver;

/** The service {@code etcdserverpb.Cluster}. */
public final class ClusterService extends ClusterGrpc.ClusterImplBase {
    private final ClusterOperations cluster;

    public ClusterService(ClusterOperations cluster) {
        this.cluster = cluster;
    }

    @Override
    public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> call) {
        Replies.send(call, () -> cluster.list(Freshness.of(!request.getLinearizable())));
    }

    @Override
    public void memberAdd(MemberAddRequest request, StreamObserver<MemberAddResponse> call) {
        Kind kind = request.getIsLearner() ? Kind.LEARNER : Kind.VOTER;
        Replies.send(call, () -> cluster.add(request.getPeerURLsList(), kind));
    }

    @Override
    public void memberRemove(MemberRemoveRequest request, StreamObserver<MemberRemoveResponse> call) {
        Replies.send(call, () -> cluster.remove(request.getID()));
    }

    @Override
    public void memberUpdate(MemberUpdateRequest request, StreamObserver<MemberUpdateResponse> call) {
        Replies.send(call, () -> cluster.update(request.getID(), request.getPeerURLsList()));
    }

    @Override
    public void memberPromote(MemberPromoteRequest request, StreamObserver<MemberPromoteResponse> call) {
        Replies.send(call, () -> cluster.promote(request.getID()));
    }
}
