package dev.pharos.kvstore.concurrency;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What may have to wait for long, and is given up when nobody waits for it any more. Any thread. */
public final class Pending<T> {
    private final CompletionStage<T> outcome;
    private final Runnable cancellation;

    Pending(CompletionStage<T> outcome, Runnable cancellation) {
        this.outcome = outcome;
        this.cancellation = cancellation;
    }

    public CompletionStage<T> outcome() {
        return outcome;
    }

    /** Does nothing once there is an outcome. */
    public void cancel() {
        cancellation.run();
    }

    <U> Pending<U> map(Function<? super T, ? extends U> answer) {
        return new Pending<>(outcome.thenApply(answer), cancellation);
    }
}
