package dev.pharos.kvstore.concurrency;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * What a caller of these services is sent. Their errors have the words of the operation that failed, but the
 * code Unknown, for they went through a client on their way (rule 11.3).
 */
final class CallFailure {
    private CallFailure() {}

    static StatusRuntimeException of(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Refusal refusal) {
            return withCode(refusal.error().toStatus()).asRuntimeException();
        }
        Status status = Status.fromThrowable(cause);
        if (status.getDescription() == null && cause.getMessage() != null) {
            status = status.withDescription(cause.getMessage());
        }
        return withCode(status).asRuntimeException();
    }

    /** That client knows the errors of the store; what it does not know it hands on as it came. */
    private static Status withCode(Status status) {
        return EtcdError.withMessage(status.getDescription())
                .filter(EtcdError::knownToGoClient)
                .map(error -> Status.UNKNOWN.withDescription(error.message()))
                .orElse(status);
    }
}
