package dev.pharos.kvstore.server;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Notices that there is no leader any more. One look in each election timeout; three in a row without a leader, and
 * it says so, at each further look again (rule 6.20). Owned by the timer's thread.
 */
final class LeaderWatch {
    private static final int LOOKS = 3;

    private final BooleanSupplier hasLeader;
    private final Runnable onLost;
    private int looksWithout;

    LeaderWatch(BooleanSupplier hasLeader, Runnable onLost) {
        this.hasLeader = hasLeader;
        this.onLost = onLost;
    }

    void start(ScheduledExecutorService timer, Duration election) {
        long nanos = election.toNanos();
        Future<?> unused = timer.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    void look() {
        looksWithout = hasLeader.getAsBoolean() ? 0 : Math.min(LOOKS, looksWithout + 1);
        if (looksWithout == LOOKS) {
            onLost.run();
        }
    }
}
