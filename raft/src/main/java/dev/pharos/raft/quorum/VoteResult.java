package dev.pharos.raft.quorum;

/** Where a campaign stands. */
public enum VoteResult {
    PENDING,
    WON,
    /** So many refused that the rest cannot make a majority any more. */
    LOST
}
