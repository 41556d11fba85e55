package dev.pharos.kvstore.mvcc;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do. */
final class Waiting {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long POLL_NANOS = 200_000;

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                fail("the condition did not come true");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
