package dev.pharos.kvstore.listen.fakes;

import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicInteger;

/** Grants what it is asked for and keeps everything alive; a request for the lease 404 fails. */
public final class FakeLease extends LeaseGrpc.LeaseImplBase {
    private final AtomicInteger open = new AtomicInteger();

    public int open() {
        return open.get();
    }

    @Override
    public void leaseGrant(LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> answers) {
        answers.onNext(LeaseGrantResponse.newBuilder()
                .setID(request.getID())
                .setTTL(request.getTTL())
                .build());
        answers.onCompleted();
    }

    @Override
    public void leaseTimeToLive(LeaseTimeToLiveRequest request, StreamObserver<LeaseTimeToLiveResponse> answers) {
        answers.onNext(LeaseTimeToLiveResponse.newBuilder()
                .setID(request.getID())
                .setTTL(-1)
                .setGrantedTTL(60)
                .build());
        answers.onCompleted();
    }

    @Override
    public StreamObserver<LeaseKeepAliveRequest> leaseKeepAlive(StreamObserver<LeaseKeepAliveResponse> answers) {
        open.incrementAndGet();
        return new StreamObserver<>() {
            @Override
            public void onNext(LeaseKeepAliveRequest request) {
                if (request.getID() == 404) {
                    answers.onError(
                            Status.NOT_FOUND.withDescription("no such lease").asRuntimeException());
                    return;
                }
                answers.onNext(LeaseKeepAliveResponse.newBuilder()
                        .setID(request.getID())
                        .setTTL(10)
                        .build());
            }

            @Override
            public void onError(Throwable gone) {
                open.decrementAndGet();
            }

            @Override
            public void onCompleted() {
                open.decrementAndGet();
                answers.onCompleted();
            }
        };
    }
}
