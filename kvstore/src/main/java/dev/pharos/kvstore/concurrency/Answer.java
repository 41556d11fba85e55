package dev.pharos.kvstore.concurrency;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionStage;

/** Sends what comes of a call to its caller, with the failures of these services. */
final class Answer {
    private Answer() {}

    static <T> void with(CompletionStage<T> outcome, StreamObserver<T> call) {
        outcome.whenComplete((answer, failure) -> {
            if (failure != null) {
                call.onError(CallFailure.of(failure));
            } else {
                call.onNext(answer);
                call.onCompleted();
            }
        });
    }

    /** Gives up when the caller does. */
    static <T> void pending(Pending<T> pending, StreamObserver<T> call) {
        ((ServerCallStreamObserver<T>) call).setOnCancelHandler(pending::cancel);
        with(pending.outcome(), call);
    }
}
