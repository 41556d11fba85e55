package dev.pharos.kvstore.lease;

import java.util.Arrays;

/**
 * When the leases of one leader's term end: a hierarchical timer wheel over flat arrays, of 4 levels with
 * 256 buckets each. A bucket of the lowest level is a tick of 100 ms, one of a higher level a full turn of
 * the level below.
 *
 * <p>To put an end off is a mere store: the bucket that fires looks at the expiry and puts the slot where it
 * belongs by then. To bring it forward is a move. What has expired stands in a line in the order of its
 * expiry, until it is removed.
 *
 * <p>Times are nanoseconds since the wheel was made. Guarded by the lock of the book.
 */
final class ExpiryWheel {
    static final long TICK_NANOS = 100_000_000;
    private static final int LEVELS = 4;
    private static final int BITS = 8;
    private static final int BUCKETS = 1 << BITS;
    private static final long HORIZON_TICKS = 1L << (LEVELS * BITS);

    private static final int EXPIRED = LEVELS * BUCKETS;
    private static final int TAKEN = EXPIRED + 1;
    private static final int FIRING = TAKEN + 1;
    private static final int LISTS = FIRING + 1;

    /** In an entry of the sorting row: the slot, below the time within its tick. */
    private static final int SLOT_BITS = 32;

    private final SlotLists lists;
    private long[] expiries;
    /** The last tick that fired. */
    private long tick;

    private long[] row = new long[16];

    ExpiryWheel(int slots) {
        this.lists = new SlotLists(LISTS, slots);
        this.expiries = new long[slots];
    }

    long expiry(int slot) {
        return expiries[slot];
    }

    /** Sets when a slot ends, which may be earlier than was said before. */
    void schedule(int slot, long expiry) {
        makeRoom(slot + 1);
        expiries[slot] = expiry;
        place(slot, tick + 1);
    }

    /** Sets when a slot ends that is in the wheel and has not expired. */
    void renew(int slot, long expiry) {
        if (expiry < expiries[slot]) {
            schedule(slot, expiry);
        } else {
            expiries[slot] = expiry;
        }
    }

    void remove(int slot) {
        lists.remove(slot);
    }

    /**
     * The next slots that expired, at most so many, in the order of their expiry. They stay expired, but are
     * not given out again unless they are put back.
     */
    int[] take(long now, int most) {
        int[] taken = new int[Math.min(most, 1024)];
        int count = 0;
        while (count < most) {
            int slot = lists.first(EXPIRED);
            if (slot != SlotLists.NONE) {
                lists.append(TAKEN, slot);
                if (count == taken.length) {
                    taken = Arrays.copyOf(taken, Math.min(most, 2 * count));
                }
                taken[count++] = slot;
            } else if (tick < now / TICK_NANOS) {
                turn();
            } else {
                break;
            }
        }
        return Arrays.copyOf(taken, count);
    }

    /** To be taken again, before all others. */
    void putBack(int slot) {
        lists.prepend(EXPIRED, slot);
    }

    private void turn() {
        tick++;
        for (int level = 1; level < LEVELS && (tick & ((1L << (level * BITS)) - 1)) == 0; level++) {
            lists.moveAll(bucket(level, tick), FIRING);
            for (int slot = lists.first(FIRING); slot != SlotLists.NONE; slot = lists.first(FIRING)) {
                place(slot, tick);
            }
        }
        fire();
    }

    private void fire() {
        lists.moveAll(bucket(0, tick), FIRING);
        long end = tick * TICK_NANOS;
        int count = 0;
        for (int slot = lists.first(FIRING); slot != SlotLists.NONE; slot = lists.first(FIRING)) {
            if (expiries[slot] > end) {
                place(slot, tick + 1);
            } else {
                lists.remove(slot);
                count = addToRow(slot, count);
            }
        }
        Arrays.sort(row, 0, count);
        for (int i = 0; i < count; i++) {
            lists.append(EXPIRED, (int) row[i]);
        }
    }

    private int addToRow(int slot, int count) {
        if (count == row.length) {
            row = Arrays.copyOf(row, 2 * count);
        }
        long withinTick = Math.max(0, expiries[slot] - (tick - 1) * TICK_NANOS);
        row[count] = withinTick << SLOT_BITS | slot;
        return count + 1;
    }

    /** In the bucket that fires at or next after its expiry, but not before a tick still to come. */
    private void place(int slot, long earliestTick) {
        long expiryTick = expiries[slot] / TICK_NANOS + (expiries[slot] % TICK_NANOS > 0 ? 1 : 0);
        long target = Math.max(earliestTick, Math.min(expiryTick, tick + HORIZON_TICKS - 1));
        int level = 0;
        for (long distance = (target - tick) >> BITS; distance > 0; distance >>= BITS) {
            level++;
        }
        lists.append(bucket(level, target), slot);
    }

    private static int bucket(int level, long tick) {
        return level * BUCKETS + ((int) (tick >> (level * BITS)) & (BUCKETS - 1));
    }

    private void makeRoom(int slots) {
        if (slots > expiries.length) {
            expiries = Arrays.copyOf(expiries, Math.max(slots, SlotIndex.grown(expiries.length)));
            lists.makeRoom(expiries.length);
        }
    }
}
