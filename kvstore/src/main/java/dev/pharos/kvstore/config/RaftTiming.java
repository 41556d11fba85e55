package dev.pharos.kvstore.config;

import java.time.Duration;

/**
 * The pace of consensus.
 *
 * @param heartbeat the length of a tick, and the leader's heartbeat
 * @param election how long to do without a leader
 * @param initialElectionTickAdvance whether to wait less at the start
 * @param snapshotCount entries applied between two snapshots
 * @param snapshotCatchupEntries entries kept behind a snapshot for members that lag
 */
public record RaftTiming(
        Duration heartbeat,
        Duration election,
        boolean initialElectionTickAdvance,
        boolean preVote,
        long snapshotCount,
        long snapshotCatchupEntries,
        Duration peerReadTimeout,
        Duration peerWriteTimeout) {
    /** The election timeout in ticks. */
    public int electionTicks() {
        return (int) (election.toMillis() / heartbeat.toMillis());
    }
}
