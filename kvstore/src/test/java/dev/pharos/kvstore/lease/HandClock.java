package dev.pharos.kvstore.lease;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A monotonic clock that a test moves. It starts anywhere, as the real one does. */
final class HandClock implements LongSupplier {
    private long nanos = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();

    @Override
    public long getAsLong() {
        return nanos;
    }

    void advance(Duration by) {
        nanos += by.toNanos();
    }

    void advanceSeconds(long seconds) {
        advance(Duration.ofSeconds(seconds));
    }
}
