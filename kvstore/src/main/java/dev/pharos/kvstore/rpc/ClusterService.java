package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.service.ClusterOperations;
import dev.pharos.kvstore.service.KvOperations.Freshness;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
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
}
