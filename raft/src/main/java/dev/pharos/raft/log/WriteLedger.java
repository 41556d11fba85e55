package dev.pharos.raft.log;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.model.HardState;
import java.util.ArrayDeque;

/**
 * What was handed to the disk and what the disk has confirmed.
 *
 * <p>Writes carry rising numbers and complete in order. A (term, index) pair could not tell the late
 * completion of an entry that was cut from the completion of the same entry appended again; a number
 * can, because a cut lowers what each write under way may still claim.
 */
public final class WriteLedger {
    private static final class Outstanding {
        final long number;
        final HardState hardState;
        long lastIndex;

        Outstanding(long number, HardState hardState, long lastIndex) {
            this.number = number;
            this.hardState = hardState;
            this.lastIndex = lastIndex;
        }
    }

    private final ArrayDeque<Outstanding> outstanding = new ArrayDeque<>();
    private long lastNumber;
    private HardState handedOutState;
    private HardState persistedState;
    private long handedOutIndex;
    /** Invariant: at most {@code handedOutIndex}. */
    private long persistedIndex;

    WriteLedger(HardState hardState, long lastIndex) {
        this.handedOutState = hardState;
        this.persistedState = hardState;
        this.handedOutIndex = lastIndex;
        this.persistedIndex = lastIndex;
    }

    /** Whether everything handed out is on disk. */
    public boolean isClean() {
        return outstanding.isEmpty();
    }

    public HardState handedOutState() {
        return handedOutState;
    }

    public HardState persistedState() {
        return persistedState;
    }

    public long handedOutIndex() {
        return handedOutIndex;
    }

    public long persistedIndex() {
        return persistedIndex;
    }

    /** Opens the next write and answers its number. */
    public long handOut(HardState hardState, long lastIndex) {
        lastNumber++;
        outstanding.addLast(new Outstanding(lastNumber, hardState, lastIndex));
        handedOutState = hardState;
        handedOutIndex = lastIndex;
        return lastNumber;
    }

    public void completed(long number) {
        Outstanding write = outstanding.pollFirst();
        Invariant.check(write != null && write.number == number, "writes complete in order", number);
        if (write != null) {
            persistedState = write.hardState;
            persistedIndex = Math.max(persistedIndex, write.lastIndex);
        }
    }

    /** Entries from {@code index} on were replaced: no write handed out so far vouches for them. */
    void cutFrom(long index) {
        long kept = index - 1;
        handedOutIndex = Math.min(handedOutIndex, kept);
        persistedIndex = Math.min(persistedIndex, kept);
        for (Outstanding write : outstanding) {
            write.lastIndex = Math.min(write.lastIndex, kept);
        }
    }

    /** A snapshot replaces the log; it becomes durable with the next write. */
    void restartAt(long snapshotIndex) {
        cutFrom(1);
        handedOutIndex = snapshotIndex;
    }
}
