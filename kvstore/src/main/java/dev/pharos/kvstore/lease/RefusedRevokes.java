package dev.pharos.kvstore.lease;

import java.time.Duration;

/**
 * When to try revokes again that an alarm refuses: after pauses that double up to a bound, so that the log does not
 * fill with entries that have no effect. Owned by the reaper's thread.
 */
final class RefusedRevokes {
    static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private static final System.Logger LOG = System.getLogger(RefusedRevokes.class.getName());

    /** Zero while nothing is refused. */
    private Duration pause = Duration.ZERO;

    private long endOfPauseNanos;

    /** Of the many that were on their way together only the first one counts. */
    void refused(long nowNanos) {
        if (!isTrying()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "expired leases stay: an alarm refuses to revoke them; trying again until it is cleared");
            begin(FIRST_PAUSE, nowNanos);
        } else if (mayTry(nowNanos)) {
            Duration twice = pause.multipliedBy(2);
            begin(twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE, nowNanos);
        }
    }

    private void begin(Duration length, long nowNanos) {
        pause = length;
        endOfPauseNanos = nowNanos + length.toNanos();
    }

    void applied() {
        pause = Duration.ZERO;
    }

    /** Whether the last ones were refused, so that one is enough to find out. */
    boolean isTrying() {
        return !pause.isZero();
    }

    boolean mayTry(long nowNanos) {
        return !isTrying() || nowNanos - endOfPauseNanos >= 0;
    }
}
