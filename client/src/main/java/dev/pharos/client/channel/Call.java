package dev.pharos.client.channel;

import dev.pharos.wire.error.RetryClass;
import io.grpc.MethodDescriptor;
import java.time.Duration;

/**
 * One question, whoever will answer it.
 *
 * @param repetition when it may be asked again after a failure
 * @param timeout for everything: connecting, repeating, logging in; {@link #UNLIMITED} for callers with patience
 */
public record Call<Q, A>(MethodDescriptor<Q, A> method, Q request, RetryClass repetition, Duration timeout) {
    /** Some hundred years. */
    public static final Duration UNLIMITED = Duration.ofDays(100 * 365);

    /** Doing it twice is like doing it once. */
    public static <Q, A> Call<Q, A> repeatable(MethodDescriptor<Q, A> method, Q request, Duration timeout) {
        return new Call<>(method, request, RetryClass.REPEATABLE, timeout);
    }

    /** Doing it twice may be wrong. */
    public static <Q, A> Call<Q, A> once(MethodDescriptor<Q, A> method, Q request, Duration timeout) {
        return new Call<>(method, request, RetryClass.ONCE, timeout);
    }
}
