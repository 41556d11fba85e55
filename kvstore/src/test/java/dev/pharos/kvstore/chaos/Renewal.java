package dev.pharos.kvstore.chaos;

import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A stream of renewals that renews one lease once. */
final class Renewal implements StreamObserver<LeaseKeepAliveResponse> {
    private final CompletableFuture<Long> answer = new CompletableFuture<>();

    private Renewal() {}

    /** The time to live, or 0 if there is no such lease; refused by a {@code StatusRuntimeException}. */
    static long ask(Connection connection, long lease) {
        Renewal renewal = new Renewal();
        StreamObserver<LeaseKeepAliveRequest> questions = connection.renewals().leaseKeepAlive(renewal);
        questions.onNext(LeaseKeepAliveRequest.newBuilder().setID(lease).build());
        try {
            return renewal.answer.join();
        } catch (CompletionException refused) {
            throw Status.fromThrowable(refused.getCause()).asRuntimeException();
        } finally {
            questions.onCompleted();
        }
    }

    @Override
    public void onNext(LeaseKeepAliveResponse response) {
        answer.complete(response.getTTL());
    }

    @Override
    public void onError(Throwable cause) {
        answer.completeExceptionally(cause);
    }

    @Override
    public void onCompleted() {
        answer.completeExceptionally(Status.UNAVAILABLE
                .withDescription("the stream ended without an answer")
                .asRuntimeException());
    }
}
