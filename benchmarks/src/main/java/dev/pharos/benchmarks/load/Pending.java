package dev.pharos.benchmarks.load;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** How much is under way. Whatever follows of something begins before that ends. Safe for any thread. */
final class Pending {
    private static final long LOOK_EVERY_NANOS = 1_000_000;

    private final AtomicInteger number = new AtomicInteger();

    void begin() {
        number.incrementAndGet();
    }

    void end() {
        number.decrementAndGet();
    }

    boolean awaitNone(long atMostNanos) {
        long begun = System.nanoTime();
        while (number.get() > 0) {
            if (System.nanoTime() - begun > atMostNanos) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }
}
