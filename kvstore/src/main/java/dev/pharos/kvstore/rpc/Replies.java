package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.backend.BackendClosed;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Turns what operations come to into what gRPC sends. */
final class Replies {
    private static final System.Logger LOG = System.getLogger(Replies.class.getName());

    private Replies() {}

    /** Runs an operation that may refuse at once or later, and answers with what it comes to. */
    static <T> void send(StreamObserver<T> call, Supplier<CompletionStage<T>> operation) {
        expectCancel(call);
        CompletionStage<T> answer;
        try {
            answer = operation.get();
        } catch (RuntimeException refused) {
            call.onError(statusOf(refused));
            return;
        }
        answer.whenComplete((message, failure) -> {
            if (failure == null) {
                call.onNext(message);
                call.onCompleted();
            } else {
                call.onError(statusOf(failure));
            }
        });
    }

    /** The same for an operation whose answer is there at once. */
    static <T> void sendNow(StreamObserver<T> call, Supplier<T> operation) {
        expectCancel(call);
        T answer;
        try {
            answer = operation.get();
        } catch (RuntimeException refused) {
            call.onError(statusOf(refused));
            return;
        }
        call.onNext(answer);
        call.onCompleted();
    }

    /** Without a handler, gRPC would throw at whoever answers a call that its client has given up. */
    static void expectCancel(StreamObserver<?> call) {
        if (call instanceof ServerCallStreamObserver<?> server) {
            server.setOnCancelHandler(() -> {});
        }
    }

    static StatusRuntimeException statusOf(Throwable failure) {
        Throwable cause = Causes.of(failure);
        if (cause instanceof Refusal refusal) {
            return refusal.error().toException();
        }
        if (cause instanceof BackendClosed) {
            return EtcdError.STOPPED.toException();
        }
        if (cause instanceof RejectedExecutionException) {
            return EtcdError.TOO_MANY_REQUESTS.toException();
        }
        if (cause instanceof StatusRuntimeException known) {
            return known;
        }
        if (cause instanceof StatusException known) {
            return known.getStatus().asRuntimeException();
        }
        LOG.log(System.Logger.Level.ERROR, "a request failed for no reason that clients know", cause);
        return Status.UNKNOWN
                .withDescription(String.valueOf(cause.getMessage()))
                .asRuntimeException();
    }
}
