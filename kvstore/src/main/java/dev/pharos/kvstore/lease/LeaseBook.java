package dev.pharos.kvstore.lease;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The leases of the cluster and the keys on them, and on the leader their deadlines.
 *
 * <p>What is granted and attached depends on nothing but the applied entries; only the apply thread changes
 * it. Deadlines exist between {@link #promote} and {@link #demote}.
 *
 * <p>Any thread may call. One lock guards everything; it is held for a step on flat arrays, for the keys of
 * one lease, and for a walk over all leases when a leader takes over or all ids are asked for. Nothing is
 * called while it is held.
 */
public final class LeaseBook {
    static final long MOST_TTL_SECONDS = 9_000_000_000L;

    private final LeaseOptions options;
    private final LongSupplier nanoClock;
    private final Executor answers;
    private final Object lock = new Object();

    private LeaseSlots leases = new LeaseSlots();
    private AttachedKeys keys = new AttachedKeys(leases);
    private final Endings endings = new Endings();
    /** Null while this member does not lead. */
    private @Nullable Deadlines deadlines;

    /**
     * A book without leases.
     *
     * @param nanoClock monotonic, asked only while this member leads
     * @param answers where those are told who waited for the end of a lease
     */
    public LeaseBook(LeaseOptions options, LongSupplier nanoClock, Executor answers) {
        this.options = options;
        this.nanoClock = nanoClock;
        this.answers = answers;
    }

    /** Another one, without leases, that goes by the same rules; for {@link #takeOver}. */
    public LeaseBook blank() {
        return new LeaseBook(options, nanoClock, answers);
    }

    /**
     * What a book of the caller's was filled with takes the place of all that was here, in one step; that book
     * is of no use afterwards. Nothing expires here then, and who waited for the end of a lease is told to ask
     * again.
     */
    public void takeOver(LeaseBook filled) {
        demote();
        synchronized (lock) {
            leases = filled.leases;
            keys = filled.keys;
        }
    }

    /**
     * Begins again with these leases and no keys, at the start. Keys are attached afterwards, as they are read.
     */
    public void restore(Iterable<Lease> stored) {
        demote();
        synchronized (lock) {
            leases = new LeaseSlots();
            keys = new AttachedKeys(leases);
            for (Lease lease : stored) {
                leases.add(new Lease(lease.id(), atLeastMinimum(lease.ttlSeconds()), lease.remainingSeconds()));
            }
        }
    }

    /**
     * The lease as it is to be stored and answered, its TTL raised to the least one.
     *
     * @throws Refusal if the TTL is too large, the id in use, or 0
     */
    public Lease grant(long id, long ttlSeconds) {
        if (id == 0) {
            throw new Refusal(EtcdError.LEASE_NOT_FOUND);
        }
        if (ttlSeconds > MOST_TTL_SECONDS) {
            throw new Refusal(EtcdError.LEASE_TTL_TOO_LARGE);
        }
        Lease lease = new Lease(id, atLeastMinimum(ttlSeconds), 0);
        synchronized (lock) {
            if (leases.find(id) != LeaseSlots.NONE) {
                throw new Refusal(EtcdError.LEASE_EXISTS);
            }
            int slot = leases.add(lease);
            if (deadlines != null) {
                deadlines.start(slot, nanoClock.getAsLong());
            }
        }
        return lease;
    }

    /**
     * Takes the lease and its attachments out. Who waits for it is told at the next {@link #settle}.
     *
     * @return the keys to delete, in their order
     * @throws Refusal if there is no such lease
     */
    public List<Bytes> revoke(long id) {
        List<Bytes> attached;
        synchronized (lock) {
            int slot = slotOf(id);
            attached = keys.keysOf(slot);
            keys.detachAll(slot);
            leases.remove(slot);
            if (deadlines != null) {
                deadlines.forget(slot);
            }
            endings.ended(id);
        }
        attached.sort(Comparator.naturalOrder());
        return attached;
    }

    /** To be called once readers can see that the keys of revoked leases are deleted. */
    public void settle() {
        Runnable told;
        synchronized (lock) {
            told = endings.settle();
        }
        answers.execute(told);
    }

    /**
     * Hangs a key on a lease, and off the one it hung on; lease 0 for none.
     *
     * @throws Refusal if there is no such lease; nothing is changed
     */
    public void attach(Bytes key, long id) {
        if (id == 0) {
            detach(key);
            return;
        }
        synchronized (lock) {
            keys.attach(key, slotOf(id));
        }
    }

    public void detach(Bytes key) {
        synchronized (lock) {
            keys.detach(key);
        }
    }

    /** 0 if the key hangs on no lease. */
    public long leaseOf(Bytes key) {
        synchronized (lock) {
            int slot = keys.ownerOf(key);
            return slot == LeaseSlots.NONE ? 0 : leases.id(slot);
        }
    }

    /** In their order; none if there is no such lease. */
    public List<Bytes> keysOf(long id) {
        List<Bytes> attached;
        synchronized (lock) {
            int slot = leases.find(id);
            attached = slot == LeaseSlots.NONE ? new ArrayList<>() : keys.keysOf(slot);
        }
        attached.sort(Comparator.naturalOrder());
        return attached;
    }

    public boolean exists(long id) {
        synchronized (lock) {
            return leases.find(id) != LeaseSlots.NONE;
        }
    }

    public Optional<Lease> find(long id) {
        synchronized (lock) {
            int slot = leases.find(id);
            return slot == LeaseSlots.NONE ? Optional.empty() : Optional.of(leases.lease(slot));
        }
    }

    public int size() {
        synchronized (lock) {
            return leases.size();
        }
    }

    /** All ids; on the leader those first that end first (rule 7.7). */
    public long[] ids() {
        long[] ids;
        long[] ends;
        synchronized (lock) {
            ids = new long[leases.size()];
            ends = new long[deadlines == null ? 0 : ids.length];
            int count = 0;
            for (int slot = 0; slot < leases.end(); slot++) {
                if (leases.isLive(slot)) {
                    if (deadlines != null) {
                        ends[count] = deadlines.expiry(slot);
                    }
                    ids[count++] = leases.id(slot);
                }
            }
        }
        return ends.length == 0 ? ids : sortedBy(ends, ids);
    }

    /**
     * Applies what a checkpoint says of one lease.
     *
     * @return the lease as it is now, to be stored where checkpoints are (rule 7.11); empty if there is none
     */
    public Optional<Lease> checkpoint(long id, long remainingSeconds) {
        synchronized (lock) {
            int slot = leases.find(id);
            if (slot == LeaseSlots.NONE) {
                return Optional.empty();
            }
            leases.remainingSeconds(slot, Math.max(0, remainingSeconds));
            if (deadlines != null && remainingSeconds > 0) {
                deadlines.checkpointed(slot);
            } else if (deadlines != null) {
                deadlines.cleared(slot, nanoClock.getAsLong());
            }
            return Optional.of(leases.lease(slot));
        }
    }

    /**
     * This member leads from now on: every lease starts anew with what it is owed plus the extension, which
     * is the election timeout. Best when all entries of earlier terms are applied, since checkpoints applied
     * later say nothing of deadlines any more. May take a tenth of a second for a million leases.
     */
    public void promote(Duration extension, long term) {
        synchronized (lock) {
            Deadlines anew = new Deadlines(leases, term, nanoClock.getAsLong());
            anew.startAll(extension, options.expiriesPerSecond());
            deadlines = anew;
        }
    }

    /** This member does not lead, or no longer: nothing expires here. */
    public void demote() {
        Runnable told;
        synchronized (lock) {
            deadlines = null;
            told = endings.abandon();
        }
        answers.execute(told);
    }

    /** The term in which this member leads, as far as leases are concerned. */
    public OptionalLong leadingTerm() {
        synchronized (lock) {
            return deadlines == null ? OptionalLong.empty() : OptionalLong.of(deadlines.term());
        }
    }

    /**
     * Empty if there is no such lease.
     *
     * @throws Refusal NOT_PRIMARY_LESSOR if this member does not lead
     */
    public Optional<TimeToLive> remaining(long id) {
        synchronized (lock) {
            if (deadlines == null) {
                throw new Refusal(EtcdError.NOT_PRIMARY_LESSOR);
            }
            int slot = leases.find(id);
            return slot == LeaseSlots.NONE
                    ? Optional.empty()
                    : Optional.of(new TimeToLive(
                            leases.ttlSeconds(slot), deadlines.remainingSeconds(slot, nanoClock.getAsLong())));
        }
    }

    Renewal renew(long id) {
        synchronized (lock) {
            long nowNanos = nanoClock.getAsLong();
            if (deadlines == null) {
                return new Renewal.NotLeading();
            }
            int slot = leases.find(id);
            if (slot == LeaseSlots.NONE) {
                return new Renewal.Unknown();
            }
            if (deadlines.isExpired(slot, nowNanos)) {
                return new Renewal.Ending(endings.of(id));
            }
            if (deadlines.needsClearing(slot)) {
                deadlines.clearing(slot);
                return new Renewal.Checkpointed(deadlines.term());
            }
            deadlines.renew(slot, nowNanos);
            return new Renewal.Renewed(leases.ttlSeconds(slot));
        }
    }

    /**
     * The next leases whose time is up, in the order of their ends; each is given once unless put back. None
     * if another term has begun.
     */
    List<Long> takeExpired(long term, int most) {
        List<Long> ids = new ArrayList<>();
        synchronized (lock) {
            if (deadlines != null && deadlines.term() == term) {
                for (int slot : deadlines.takeExpired(nanoClock.getAsLong(), most)) {
                    ids.add(leases.id(slot));
                }
            }
        }
        return ids;
    }

    /** To be taken again, if it is still there and still the same leader's business. */
    void putBack(long id, long term) {
        synchronized (lock) {
            int slot = leases.find(id);
            if (deadlines != null && deadlines.term() == term && slot != LeaseSlots.NONE) {
                deadlines.putBack(slot, nanoClock.getAsLong());
            }
        }
    }

    /** What is due among the next so many places after a position, which is 0 at first. */
    DueCheckpoints dueCheckpoints(int position, int places) {
        synchronized (lock) {
            if (deadlines == null || options.checkpoints() == LeaseOptions.Checkpoints.OFF) {
                return DueCheckpoints.NONE;
            }
            int end = (int) Math.min(leases.end(), (long) position + places);
            List<Remaining> due = deadlines.checkpoints(
                    position, end, options.checkpointInterval().toSeconds(), nanoClock.getAsLong());
            return new DueCheckpoints(deadlines.term(), due, end < leases.end() ? end : DueCheckpoints.END);
        }
    }

    /** A part of the leases that a checkpoint is due for. */
    record DueCheckpoints(long term, List<Remaining> due, int nextPosition) {
        static final int END = -1;
        static final DueCheckpoints NONE = new DueCheckpoints(0, List.of(), END);
    }

    private int slotOf(long id) {
        int slot = leases.find(id);
        if (slot == LeaseSlots.NONE) {
            throw new Refusal(EtcdError.LEASE_NOT_FOUND);
        }
        return slot;
    }

    private long atLeastMinimum(long ttlSeconds) {
        return Math.max(ttlSeconds, options.minTtlSeconds());
    }

    private static long[] sortedBy(long[] ends, long[] ids) {
        Integer[] order = new Integer[ids.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong(i -> ends[i]));
        long[] sorted = new long[ids.length];
        Arrays.setAll(sorted, i -> ids[order[i]]);
        return sorted;
    }
}
