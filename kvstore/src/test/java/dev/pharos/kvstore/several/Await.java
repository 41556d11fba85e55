package dev.pharos.kvstore.several;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what a cluster does in its own time. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 20_000_000;

    private Await() {}

    /** Asks until the call is not refused any more. */
    static <T> T answer(String what, Supplier<T> call) {
        return until(what, call, answer -> true);
    }

    static void until(String what, BooleanSupplier condition) {
        Boolean unused = until(what, condition::getAsBoolean, isSo -> isSo);
    }

    /** Asks until there is an answer of the kind that is waited for. */
    static <T> T until(String what, Supplier<T> call, Predicate<T> isIt) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            StatusRuntimeException refused = null;
            T last = null;
            try {
                last = call.get();
                if (isIt.test(last)) {
                    return last;
                }
            } catch (StatusRuntimeException refusal) {
                refused = refusal;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + what + "; at last " + last, refused);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
