package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.service.LeaseOperations;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The service {@code etcdserverpb.Lease}. */
public final class LeaseService extends LeaseGrpc.LeaseImplBase {
    private final LeaseOperations leases;
    private final Set<KeepAliveCall> renewing = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    public LeaseService(LeaseOperations leases) {
        this.leases = leases;
    }

    @Override
    public void leaseGrant(LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> call) {
        Replies.send(call, () -> leases.grant(request));
    }

    @Override
    public void leaseRevoke(LeaseRevokeRequest request, StreamObserver<LeaseRevokeResponse> call) {
        Replies.send(call, () -> leases.revoke(request));
    }

    @Override
    public StreamObserver<LeaseKeepAliveRequest> leaseKeepAlive(StreamObserver<LeaseKeepAliveResponse> call) {
        Replies.expectCancel(call);
        KeepAliveCall begun = new KeepAliveCall(
                (ServerCallStreamObserver<LeaseKeepAliveResponse>) call, leases::renew, renewing::remove);
        renewing.add(begun);
        if (stopping) {
            begun.stop();
        }
        return begun;
    }

    /** Ends all streams of renewals, which would not end by themselves. */
    public void stop() {
        stopping = true;
        renewing.forEach(KeepAliveCall::stop);
    }

    @Override
    public void leaseTimeToLive(LeaseTimeToLiveRequest request, StreamObserver<LeaseTimeToLiveResponse> call) {
        Replies.send(call, () -> leases.timeToLive(request));
    }

    @Override
    public void leaseLeases(LeaseLeasesRequest request, StreamObserver<LeaseLeasesResponse> call) {
        Replies.sendNow(call, leases::list);
    }
}
