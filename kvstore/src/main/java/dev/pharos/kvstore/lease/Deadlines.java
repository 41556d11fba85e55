package dev.pharos.kvstore.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * When each lease ends, as the leader of one term sees it: made when it takes over, dropped when it steps
 * down.
 *
 * <p>Guarded by the lock of the book.
 */
final class Deadlines {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int SLOT_BITS = 28;

    private final long term;
    private final long startNanos;
    private final LeaseSlots leases;
    private final ExpiryWheel wheel;
    /**
     * Leases of which a checkpoint was proposed and none applied since. To renew one of these takes an entry
     * that clears what the proposed one may still set.
     */
    private final BitSet checkpointing = new BitSet();
    /**
     * Leases of which a clearing entry may be on its way. No checkpoint of these is proposed until they are
     * renewed, or one could be applied after the clearing, unseen.
     */
    private final BitSet clearing = new BitSet();

    Deadlines(LeaseSlots leases, long term, long nowNanos) {
        this.term = term;
        this.startNanos = nowNanos;
        this.leases = leases;
        this.wheel = new ExpiryWheel(leases.end());
    }

    long term() {
        return term;
    }

    /**
     * Starts every lease anew with all that it is owed, and more (rule 7.10). Where more than so many would
     * end within a second, later ones get a little on top.
     */
    void startAll(Duration extension, int perSecond) {
        long[] order = leases.size() > perSecond ? inOrderOfEnd() : inOrderOfSlot();
        long[] latest = new long[Math.min(perSecond, order.length)];
        for (int i = 0; i < order.length; i++) {
            int slot = (int) order[i] & ((1 << SLOT_BITS) - 1);
            long expiry = plus(extension.toNanos(), leases.owedSeconds(slot));
            if (i >= perSecond) {
                expiry = Math.max(expiry, plus(latest[i % perSecond], 1));
            }
            latest[i % perSecond] = expiry;
            wheel.schedule(slot, expiry);
        }
    }

    private long[] inOrderOfSlot() {
        long[] order = new long[leases.size()];
        int count = 0;
        for (int slot = 0; slot < leases.end(); slot++) {
            if (leases.isLive(slot)) {
                order[count++] = slot;
            }
        }
        return order;
    }

    private long[] inOrderOfEnd() {
        long[] order = inOrderOfSlot();
        for (int i = 0; i < order.length; i++) {
            order[i] |= leases.owedSeconds((int) order[i]) << SLOT_BITS;
        }
        Arrays.sort(order);
        return order;
    }

    void start(int slot, long nowNanos) {
        wheel.schedule(slot, plus(since(nowNanos), leases.ttlSeconds(slot)));
    }

    void forget(int slot) {
        wheel.remove(slot);
        checkpointing.clear(slot);
        clearing.clear(slot);
    }

    boolean isExpired(int slot, long nowNanos) {
        return wheel.expiry(slot) <= since(nowNanos);
    }

    boolean needsClearing(int slot) {
        return leases.remainingSeconds(slot) > 0 || checkpointing.get(slot);
    }

    void clearing(int slot) {
        clearing.set(slot);
    }

    void renew(int slot, long nowNanos) {
        clearing.clear(slot);
        wheel.renew(slot, plus(since(nowNanos), leases.ttlSeconds(slot)));
    }

    /** Whole seconds; negative where it has ended a second ago or more. */
    long remainingSeconds(int slot, long nowNanos) {
        return (wheel.expiry(slot) - since(nowNanos)) / SECOND_NANOS;
    }

    long expiry(int slot) {
        return wheel.expiry(slot);
    }

    int[] takeExpired(long nowNanos, int most) {
        return wheel.take(since(nowNanos), most);
    }

    void putBack(int slot, long nowNanos) {
        if (isExpired(slot, nowNanos)) {
            wheel.putBack(slot);
        }
    }

    void checkpointed(int slot) {
        checkpointing.clear(slot);
    }

    /**
     * The entry may be one of the last leader's, applied only now: the renewal it stands for was answered, and
     * this leader started the lease with less.
     */
    void cleared(int slot, long nowNanos) {
        checkpointing.clear(slot);
        long expiry = plus(since(nowNanos), leases.ttlSeconds(slot));
        if (!isExpired(slot, nowNanos) && expiry > wheel.expiry(slot)) {
            wheel.renew(slot, expiry);
        }
    }

    /**
     * Those in a stretch of slots that have more than an interval left and have lived an interval longer than
     * is written down. One that is renewed more often than that is never written: it would only have to be
     * cleared again.
     */
    List<Remaining> checkpoints(int fromSlot, int toSlot, long intervalSeconds, long nowNanos) {
        List<Remaining> due = new ArrayList<>();
        for (int slot = fromSlot; slot < toSlot; slot++) {
            if (leases.isLive(slot) && !clearing.get(slot)) {
                long left = -Math.floorDiv(since(nowNanos) - wheel.expiry(slot), SECOND_NANOS);
                if (left > intervalSeconds && leases.owedSeconds(slot) - left >= intervalSeconds) {
                    checkpointing.set(slot);
                    due.add(new Remaining(leases.id(slot), left));
                }
            }
        }
        return due;
    }

    private long since(long nowNanos) {
        return Math.max(0, nowNanos - startNanos);
    }

    /** The largest TTL in nanoseconds is close to what a long can hold. */
    private static long plus(long nanos, long seconds) {
        long span = seconds * SECOND_NANOS;
        return span > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + span;
    }
}
