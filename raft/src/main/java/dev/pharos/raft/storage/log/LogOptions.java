package dev.pharos.raft.storage.log;

/**
 * How large segments are, and how long they stay. The first one of a new log is short because it is
 * zero-filled while the start waits for it; until it is full, one of the proper size has been made in the
 * background. So every sync meets a zero-filled file, which is up to twice as fast as a growing one.
 */
public record LogOptions(long segmentBytes, long firstSegmentBytes, Retention retention) {
    private static final long FIRST_SEGMENT_BYTES = 4 << 20;

    public LogOptions {
        if (segmentBytes <= 0 || firstSegmentBytes <= 0 || firstSegmentBytes > segmentBytes) {
            throw new IllegalArgumentException(
                    "no segments of " + segmentBytes + " bytes after a first one of " + firstSegmentBytes);
        }
    }

    public static LogOptions defaults() {
        return ofSegmentBytes(64_000_000);
    }

    public static LogOptions ofSegmentBytes(long segmentBytes) {
        return new LogOptions(segmentBytes, Math.min(segmentBytes, FIRST_SEGMENT_BYTES), Retention.SMALL);
    }

    public LogOptions with(Retention changed) {
        return new LogOptions(segmentBytes, firstSegmentBytes, changed);
    }
}
