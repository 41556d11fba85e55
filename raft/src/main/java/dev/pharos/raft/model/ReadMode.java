package dev.pharos.raft.model;

/** How a leader makes sure that it still is one before it answers a read. */
public enum ReadMode {
    /** By a round of heartbeats after the read arrived (thesis 6.4). Correct without any clock. */
    QUORUM,
    /**
     * By a round of heartbeats in the recent past (thesis 6.4.1). Correct only while no member's clock
     * runs faster than another's by more than {@code (electionTicks - 1) / (electionTicks - leaseMarginTicks)},
     * and while every member of the group has this setting: a member that heard a leader must refuse its
     * vote for an election timeout, whatever happens to it meanwhile.
     */
    LEASE
}
