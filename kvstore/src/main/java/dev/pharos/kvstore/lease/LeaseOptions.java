package dev.pharos.kvstore.lease;

import java.time.Duration;

/**
 * How leases are handled. The least TTL must be the same on every member.
 *
 * @param minTtlSeconds what a shorter TTL is raised to
 * @param checkpoints whether the leader writes down what is left of long leases
 * @param checkpointInterval how far a checkpoint may lag; leases with less than this left have none
 * @param expiriesPerSecond how many leases a new leader lets end together
 */
public record LeaseOptions(
        long minTtlSeconds, Checkpoints checkpoints, Duration checkpointInterval, int expiriesPerSecond) {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMinutes(5);
    private static final int EXPIRIES_PER_SECOND = 25_000;

    /** Feature gate LeaseCheckpoint. */
    public enum Checkpoints {
        OFF,
        ON
    }

    public LeaseOptions {
        if (minTtlSeconds < 1 || expiriesPerSecond < 1 || checkpointInterval.toSeconds() < 1) {
            throw new IllegalArgumentException("the bounds of leases must be positive");
        }
    }

    public static LeaseOptions of(long minTtlSeconds, Checkpoints checkpoints) {
        return new LeaseOptions(minTtlSeconds, checkpoints, CHECKPOINT_INTERVAL, EXPIRIES_PER_SECOND);
    }

    /** The least TTL that leaves time for an election (rule 7.2). */
    public static long minTtlSeconds(int electionTicks, Duration heartbeat) {
        Duration least = heartbeat.multipliedBy(3L * electionTicks / 2);
        return Math.max(1, least.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
