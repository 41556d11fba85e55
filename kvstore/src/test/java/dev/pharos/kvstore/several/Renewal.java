package dev.pharos.kvstore.several;

import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Renews a lease once. */
final class Renewal implements StreamObserver<LeaseKeepAliveResponse> {
    private static final int PATIENCE_SECONDS = 30;

    private final CompletableFuture<Long> ttl = new CompletableFuture<>();

    private Renewal() {}

    /** The TTL that it has from now on. */
    static long through(Member member, long lease) {
        Renewal renewal = new Renewal();
        StreamObserver<LeaseKeepAliveRequest> requests =
                member.connection().leaseStreams().leaseKeepAlive(renewal);
        requests.onNext(LeaseKeepAliveRequest.newBuilder().setID(lease).build());
        long renewed = renewal.ttl.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        requests.onCompleted();
        return renewed;
    }

    @Override
    public void onNext(LeaseKeepAliveResponse answer) {
        ttl.complete(answer.getTTL());
    }

    @Override
    public void onError(Throwable failure) {
        ttl.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        ttl.completeExceptionally(new IllegalStateException("ended without an answer"));
    }
}
