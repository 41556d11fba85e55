package dev.pharos.client.lease;

import dev.pharos.client.channel.Call;
import dev.pharos.client.channel.Calls;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Leases, in the messages of the wire. A grant may be repeated where a server fails; what an earlier try granted runs
 * out by itself.
 */
public final class LeaseCalls {
    private final Calls calls;

    public LeaseCalls(Calls calls) {
        this.calls = calls;
    }

    public CompletableFuture<LeaseGrantResponse> grant(LeaseGrantRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(LeaseGrpc.getLeaseGrantMethod(), request, timeout));
    }

    public CompletableFuture<LeaseRevokeResponse> revoke(LeaseRevokeRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(LeaseGrpc.getLeaseRevokeMethod(), request, timeout));
    }

    public CompletableFuture<LeaseTimeToLiveResponse> timeToLive(LeaseTimeToLiveRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(LeaseGrpc.getLeaseTimeToLiveMethod(), request, timeout));
    }

    public CompletableFuture<LeaseLeasesResponse> list(Duration timeout) {
        LeaseLeasesRequest request = LeaseLeasesRequest.getDefaultInstance();
        return calls.ask(Call.repeatable(LeaseGrpc.getLeaseLeasesMethod(), request, timeout));
    }

    /** Renews it once; an answer with TTL 0 says that there is no such lease. */
    public CompletableFuture<LeaseAnswer> renewOnce(long lease, Duration timeout) {
        OneRenewal renewal = new OneRenewal(lease);
        renewal.endAfter(timeout, calls.clock());
        renewal.start(calls);
        return renewal.answer();
    }

    /** Renews it again and again until it is lost or the handle is closed. */
    public LeaseKeeper keep(long lease, Duration ttl, LeaseListener listener) {
        LeaseKeeper keeper = new LeaseKeeper(calls, lease, ttl, listener);
        keeper.start();
        return keeper;
    }
}
