package dev.pharos.client.admin;

import dev.pharos.client.channel.Call;
import dev.pharos.client.channel.Calls;
import dev.pharos.client.channel.ReceivedStream;
import dev.pharos.client.channel.StreamNeeds;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentResponse;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest;
import dev.pharos.wire.proto.etcdserverpb.DowngradeResponse;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderResponse;
import dev.pharos.wire.proto.etcdserverpb.SnapshotRequest;
import dev.pharos.wire.proto.etcdserverpb.SnapshotResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What concerns single members; whom it concerns is whom the calls go to. */
public final class MaintenanceCalls {
    private final Calls calls;

    public MaintenanceCalls(Calls calls) {
        this.calls = calls;
    }

    public CompletableFuture<AlarmResponse> alarm(AlarmRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(MaintenanceGrpc.getAlarmMethod(), request, timeout));
    }

    public CompletableFuture<StatusResponse> status(StatusRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(MaintenanceGrpc.getStatusMethod(), request, timeout));
    }

    public CompletableFuture<DefragmentResponse> defragment(DefragmentRequest request, Duration timeout) {
        return calls.ask(Call.once(MaintenanceGrpc.getDefragmentMethod(), request, timeout));
    }

    public CompletableFuture<HashKVResponse> hashKv(HashKVRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(MaintenanceGrpc.getHashKVMethod(), request, timeout));
    }

    public CompletableFuture<MoveLeaderResponse> moveLeader(MoveLeaderRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(MaintenanceGrpc.getMoveLeaderMethod(), request, timeout));
    }

    public CompletableFuture<DowngradeResponse> downgrade(DowngradeRequest request, Duration timeout) {
        return calls.ask(Call.once(MaintenanceGrpc.getDowngradeMethod(), request, timeout));
    }

    /** The database of a member in pieces, and a hash of them at the end. */
    public ReceivedStream<SnapshotResponse> snapshot() {
        SnapshotRequest request = SnapshotRequest.getDefaultInstance();
        return ReceivedStream.of(calls, MaintenanceGrpc.getSnapshotMethod(), request, StreamNeeds.NOTHING);
    }
}
