package dev.pharos.raft.model;

/**
 * A position in the log: the index and the term of the leader that wrote there. Two logs that hold the
 * same position agree on everything before it (Raft 5.3).
 */
public record EntryId(long term, long index) {
    /** Before the first entry of a log that was never compacted. */
    public static final EntryId ZERO = new EntryId(0, 0);

    /**
     * Whether a log ending here holds everything that a log ending at {@code other} may have committed
     * (Raft 5.4.1).
     */
    public boolean isAtLeastAsUpToDateAs(EntryId other) {
        return term > other.term || (term == other.term && index >= other.index);
    }

    @Override
    public String toString() {
        return term + "/" + index;
    }
}
