package dev.pharos.raft.model;

/** What a vote is asked for. */
public enum VoteKind {
    /** Only whether a real campaign could win; binds nobody (thesis 9.6). */
    PRE_VOTE,
    ELECTION,
    /** A real campaign that the old leader asked for: voters do not hold their lease against it (thesis 3.10). */
    TRANSFER
}
