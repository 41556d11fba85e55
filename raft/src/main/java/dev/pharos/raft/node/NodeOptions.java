package dev.pharos.raft.node;

/**
 * The bounds of a running member.
 *
 * @param maxPendingProposals proposals and reads without an answer; more are refused
 * @param mailboxCapacity inputs that wait for the loop; messages beyond it are dropped
 * @param maxUnappliedEntries committed entries that wait for this member's state machine; beyond it
 *     proposals are refused here
 * @param patienceTicks after so many ticks an unanswered proposal has an unknown outcome
 */
public record NodeOptions(
        int maxPendingProposals,
        int mailboxCapacity,
        long maxUnappliedEntries,
        int patienceTicks,
        SnapshotPolicy snapshots) {

    /**
     * When to take a snapshot: after so many entries or so many bytes, whichever comes first. Behind it
     * {@code keepEntries} stay in memory for members that lag, as far as they fit into {@code everyBytes}.
     */
    public record SnapshotPolicy(long everyEntries, long everyBytes, long keepEntries) {
        public SnapshotPolicy {
            if (everyEntries < 1 || everyBytes < 1 || keepEntries < 0) {
                throw new IllegalArgumentException("a snapshot policy counts from 1: " + everyEntries + " entries, "
                        + everyBytes + " bytes, keep " + keepEntries);
            }
        }
    }

    public NodeOptions {
        if (maxPendingProposals < 1 || mailboxCapacity < 1 || maxUnappliedEntries < 1 || patienceTicks < 1) {
            throw new IllegalArgumentException("bounds count from 1: " + maxPendingProposals + " proposals, "
                    + mailboxCapacity + " inputs, " + maxUnappliedEntries + " unapplied entries, " + patienceTicks
                    + " ticks");
        }
    }

    /** etcd's snapshot distance, permitted lag and request time-out, in ticks of 100 ms. */
    public static NodeOptions defaults() {
        return new NodeOptions(50_000, 65_536, 5_000, 70, new SnapshotPolicy(10_000, 128L << 20, 5_000));
    }
}
