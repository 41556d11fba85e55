package dev.pharos.kvstore.logging;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Thins out a message that repeats: the first hundred of a second pass, then every hundredth. Messages
 * are told apart by a hash, so that the memory is fixed; two that collide share an allowance.
 *
 * <p>Any thread. A count may be off by one when a second begins under two threads at once, which costs
 * or grants one line.
 */
final class Sampler {
    private static final int SLOTS = 4096;
    private static final int FIRST = 100;
    private static final int THEREAFTER = 100;
    private static final long WINDOW_MILLIS = 1000;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(SLOTS);
    private final AtomicLongArray windowEnds = new AtomicLongArray(SLOTS);

    boolean passes(LogLevel level, String message, long nowMillis) {
        int slot = Math.floorMod(message.hashCode() * 31 + level.label().hashCode(), SLOTS);
        long end = windowEnds.get(slot);
        int count;
        if (nowMillis >= end && windowEnds.compareAndSet(slot, end, nowMillis + WINDOW_MILLIS)) {
            counts.set(slot, 1);
            count = 1;
        } else {
            count = counts.incrementAndGet(slot);
        }
        return count <= FIRST || (count - FIRST) % THEREAFTER == 0;
    }
}
