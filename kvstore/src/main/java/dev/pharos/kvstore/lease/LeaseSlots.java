package dev.pharos.kvstore.lease;

import java.util.Arrays;

/**
 * The granted leases in flat arrays, found by their ids.
 *
 * <p>Guarded by the lock of the book.
 */
final class LeaseSlots extends SlotIndex {
    private static final int LEAST_SLOTS = 16;

    private long[] ids = new long[LEAST_SLOTS];
    /** 0 marks a slot that is free. */
    private long[] ttls = new long[LEAST_SLOTS];

    private long[] remainings = new long[LEAST_SLOTS];
    /** The first of its keys; of a free slot, the next free one. */
    private int[] firstKeys = new int[LEAST_SLOTS];

    /** Slots from here on were never used. */
    private int used;

    private int firstFree = NONE;

    @Override
    int hashOf(int slot) {
        return hash(ids[slot]);
    }

    private static int hash(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        return (int) ((mixed ^ (mixed >>> 29)) >>> 16);
    }

    int find(long id) {
        int cell = home(hash(id));
        int slot = slotAt(cell);
        while (slot != NONE && ids[slot] != id) {
            cell = after(cell);
            slot = slotAt(cell);
        }
        return slot;
    }

    int add(Lease lease) {
        int slot = firstFree;
        if (slot == NONE) {
            slot = used++;
            makeRoom(used);
        } else {
            firstFree = firstKeys[slot];
        }
        ids[slot] = lease.id();
        ttls[slot] = lease.ttlSeconds();
        remainings[slot] = lease.remainingSeconds();
        firstKeys[slot] = NONE;
        enter(slot);
        return slot;
    }

    void remove(int slot) {
        leave(slot);
        ttls[slot] = 0;
        firstKeys[slot] = firstFree;
        firstFree = slot;
    }

    /** All slots in use are below this one. */
    int end() {
        return used;
    }

    boolean isLive(int slot) {
        return ttls[slot] != 0;
    }

    long id(int slot) {
        return ids[slot];
    }

    long ttlSeconds(int slot) {
        return ttls[slot];
    }

    long remainingSeconds(int slot) {
        return remainings[slot];
    }

    /** What a new leader gives it. */
    long owedSeconds(int slot) {
        return Math.min(remainings[slot] > 0 ? remainings[slot] : ttls[slot], LeaseBook.MOST_TTL_SECONDS);
    }

    void remainingSeconds(int slot, long seconds) {
        remainings[slot] = seconds;
    }

    int firstKey(int slot) {
        return firstKeys[slot];
    }

    void firstKey(int slot, int key) {
        firstKeys[slot] = key;
    }

    Lease lease(int slot) {
        return new Lease(ids[slot], ttls[slot], remainings[slot]);
    }

    private void makeRoom(int slots) {
        if (slots > ids.length) {
            int length = grown(ids.length);
            ids = Arrays.copyOf(ids, length);
            ttls = Arrays.copyOf(ttls, length);
            remainings = Arrays.copyOf(remainings, length);
            firstKeys = Arrays.copyOf(firstKeys, length);
        }
    }
}
