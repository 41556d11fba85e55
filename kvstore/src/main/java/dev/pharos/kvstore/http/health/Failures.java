package dev.pharos.kvstore.http.health;

import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Failed reads as the texts that clients see. */
final class Failures {
    private Failures() {}

    /** What went wrong with this read, or nothing. */
    static CompletionStage<Optional<String>> of(Supplier<? extends CompletionStage<?>> read) {
        try {
            return read.get()
                    .handle((any, failure) -> Optional.ofNullable(failure).map(Failures::text));
        } catch (RuntimeException refused) {
            return CompletableFuture.completedFuture(Optional.of(text(refused)));
        }
    }

    private static String text(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        @Nullable String described = null;
        if (cause instanceof StatusRuntimeException status) {
            described = status.getStatus().getDescription();
        } else if (cause instanceof StatusException status) {
            described = status.getStatus().getDescription();
        }
        if (described != null) {
            return described;
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
