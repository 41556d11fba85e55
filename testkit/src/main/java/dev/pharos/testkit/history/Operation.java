package dev.pharos.testkit.history;

import java.util.Objects;
import java.util.Optional;

/**
 * One request of one client. The stamps are in whatever unit the test counts, ticks or nanoseconds.
 *
 * <p>An operation without an output has an unknown outcome: it may take effect at any moment after its invocation, or
 * never, so it is said to return at {@link #NEVER}.
 */
public record Operation<I, O>(int client, I input, long invokedAt, long returnedAt, Optional<O> output) {
    public static final long NEVER = Long.MAX_VALUE;

    public Operation {
        Objects.requireNonNull(input, "input");
        if (returnedAt < invokedAt) {
            throw new IllegalArgumentException("returned at " + returnedAt + " before invoked at " + invokedAt);
        }
        if (output.isPresent() == (returnedAt == NEVER)) {
            throw new IllegalArgumentException("an operation has an output exactly when it has returned");
        }
    }

    public static <I, O> Operation<I, O> completed(int client, I input, long invokedAt, long returnedAt, O output) {
        return new Operation<>(client, input, invokedAt, returnedAt, Optional.of(output));
    }

    public static <I, O> Operation<I, O> unknown(int client, I input, long invokedAt) {
        return new Operation<>(client, input, invokedAt, NEVER, Optional.empty());
    }

    public boolean isUnknown() {
        return output.isEmpty();
    }

    @Override
    public String toString() {
        String end = isUnknown() ? "?)" : returnedAt + "]";
        String answer = output.map(Object::toString).orElse("unknown");
        return "client " + client + " [" + invokedAt + ", " + end + " " + input + " -> " + answer;
    }
}
