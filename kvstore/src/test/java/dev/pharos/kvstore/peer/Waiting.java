package dev.pharos.kvstore.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come. */
final class Waiting {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long POLL_NANOS = 1_000_000;

    private Waiting() {}

    static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting until %s", what).isLessThan(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
