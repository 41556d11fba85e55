package dev.pharos.kvstore.watch.protocol;

import java.time.Duration;

/**
 * Bounds of the watch hub.
 *
 * @param recentBytes memory for the newest events, from which those who fall behind a little are served
 * @param fragmentBytes answers above this are split for watches that allow it (rule 6.13)
 * @param turn how much is read for one turn of catching up
 * @param progressInterval between notices to quiet watches; up to a tenth more by chance (rule 6.15)
 * @param limits most streams and watchers; more are refused
 */
public record HubOptions(long recentBytes, int fragmentBytes, Turn turn, Duration progressInterval, Limits limits) {
    /** The shortest progress interval that makes sense (rule 6.15). */
    public static final Duration LEAST_PROGRESS_INTERVAL = Duration.ofMillis(100);

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    public static final HubOptions DEFAULT = new HubOptions(
            64L * MIB,
            1536 * KIB + 512 * KIB,
            new Turn(1000, MIB),
            Duration.ofMinutes(10),
            new Limits(1_000_000, 4_000_000, 16_000_000, 1024));

    public HubOptions {
        if (recentBytes < 0 || fragmentBytes <= 0) {
            throw new IllegalArgumentException("sizes must be positive");
        }
        if (progressInterval.compareTo(LEAST_PROGRESS_INTERVAL) < 0) {
            throw new IllegalArgumentException("the progress interval must be at least " + LEAST_PROGRESS_INTERVAL);
        }
    }

    /** A stretch of events; a revision is never split, so a large one may exceed it. */
    public record Turn(int events, long bytes) {
        public Turn {
            if (events <= 0 || bytes <= 0) {
                throw new IllegalArgumentException("a turn must allow something");
            }
        }
    }

    /**
     * A watcher of a single key costs about 320 bytes with a key of 32 bytes; of a range that its stream watches
     * already, about 110 bytes.
     *
     * @param waitingRequests most requests of one stream that are not answered yet
     */
    public record Limits(int streams, int watchersPerStream, int watchers, int waitingRequests) {
        public Limits {
            if (streams <= 0 || watchersPerStream <= 0 || watchers <= 0 || waitingRequests <= 0) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }
    }

    public HubOptions recentBytes(long bytes) {
        return new HubOptions(bytes, fragmentBytes, turn, progressInterval, limits);
    }

    public HubOptions fragmentBytes(int bytes) {
        return new HubOptions(recentBytes, bytes, turn, progressInterval, limits);
    }

    public HubOptions turn(Turn other) {
        return new HubOptions(recentBytes, fragmentBytes, other, progressInterval, limits);
    }

    public HubOptions progressInterval(Duration interval) {
        return new HubOptions(recentBytes, fragmentBytes, turn, interval, limits);
    }

    public HubOptions limits(Limits other) {
        return new HubOptions(recentBytes, fragmentBytes, turn, progressInterval, other);
    }
}
