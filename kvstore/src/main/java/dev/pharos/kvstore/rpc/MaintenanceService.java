package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.service.DowngradeOperations;
import dev.pharos.kvstore.service.MaintenanceOperations;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentResponse;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest;
import dev.pharos.wire.proto.etcdserverpb.DowngradeResponse;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.HashRequest;
import dev.pharos.wire.proto.etcdserverpb.HashResponse;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderResponse;
import dev.pharos.wire.proto.etcdserverpb.SnapshotRequest;
import dev.pharos.wire.proto.etcdserverpb.SnapshotResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** The service {@code etcdserverpb.Maintenance}. */
public final class MaintenanceService extends MaintenanceGrpc.MaintenanceImplBase {
    private final MaintenanceOperations maintenance;
    private final DowngradeOperations downgrades;
    private final SnapshotCalls snapshots;

    public MaintenanceService(
            MaintenanceOperations maintenance, DowngradeOperations downgrades, SnapshotCalls snapshots) {
        this.maintenance = maintenance;
        this.downgrades = downgrades;
        this.snapshots = snapshots;
    }

    @Override
    public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> call) {
        Replies.send(call, () -> maintenance.alarm(request));
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> call) {
        Replies.sendNow(call, maintenance::status);
    }

    @Override
    public void defragment(DefragmentRequest request, StreamObserver<DefragmentResponse> call) {
        Replies.send(call, maintenance::defragment);
    }

    @Override
    public void hash(HashRequest request, StreamObserver<HashResponse> call) {
        Replies.send(call, maintenance::hash);
    }

    @Override
    public void hashKV(HashKVRequest request, StreamObserver<HashKVResponse> call) {
        Replies.send(call, () -> maintenance.hashKv(request.getRevision()));
    }

    @Override
    public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> call) {
        snapshots.start((ServerCallStreamObserver<SnapshotResponse>) call);
    }

    @Override
    public void moveLeader(MoveLeaderRequest request, StreamObserver<MoveLeaderResponse> call) {
        Replies.send(call, () -> maintenance.moveLeader(request.getTargetID()));
    }

    @Override
    public void downgrade(DowngradeRequest request, StreamObserver<DowngradeResponse> call) {
        Replies.send(call, () -> downgrades.run(request));
    }
}
