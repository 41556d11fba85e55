package dev.pharos.kvstore.replication;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for requests that no other member and no earlier run of this one uses: 16 bits of the member's id,
 * 40 bits of the time of the start in milliseconds, and a counter that begins with the 8 bits left and may
 * run on into those of the time, which moves on at least as fast.
 */
public final class RequestIds {
    private static final int MEMBER_SHIFT = 48;
    private static final int COUNTER_BITS = 8;
    private static final long TIME_MASK = (1L << 40) - 1;

    private final AtomicLong next;

    public RequestIds(long memberId, long unixMillis) {
        long time = (unixMillis & TIME_MASK) << COUNTER_BITS;
        this.next = new AtomicLong((memberId << MEMBER_SHIFT) | time);
    }

    public long next() {
        return next.incrementAndGet();
    }

    /** An id that clients can write as a positive number. */
    public long nextPositive() {
        long id;
        do {
            id = next() & Long.MAX_VALUE;
        } while (id == 0);
        return id;
    }
}
