package dev.pharos.kvstore.backend;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts who is inside native code or holds something of it, so that nothing is freed under their feet. Any
 * thread.
 */
final class Usage {
    private static final long CLOSED = Long.MIN_VALUE;
    private static final long POLL_NANOS = 100_000;

    /** The number of users; with the highest bit set when no more may enter. */
    private final AtomicLong users = new AtomicLong();

    void enter() {
        if (users.incrementAndGet() < 0) {
            users.decrementAndGet();
            throw new BackendClosed();
        }
    }

    void leave() {
        users.decrementAndGet();
    }

    boolean isEmpty() {
        return (users.get() & ~CLOSED) == 0;
    }

    /** Lets nobody in any more; false if that was so before. */
    boolean shut() {
        return users.getAndUpdate(count -> count | CLOSED) >= 0;
    }

    /** Whether all users have left within the time. */
    boolean awaitEmpty(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (users.get() != CLOSED) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
