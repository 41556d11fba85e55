package dev.pharos.kvstore.datadir;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says every few seconds how far a long filling is. One thread. */
final class FillProgress {
    private static final System.Logger LOG = System.getLogger(FillProgress.class.getName());
    private static final long SAY_EVERY_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int LOOK_EVERY_ROWS = 1024;

    private final String what;
    private final long totalBytes;
    private final LongSupplier nanoClock;
    private long saidAt;
    private long bytes;
    private long rows;

    /**
     * The progress of something that begins now.
     *
     * @param what the beginning of each line
     * @param totalBytes of the file; it has other content too, so the end may come early
     */
    FillProgress(String what, long totalBytes, LongSupplier nanoClock) {
        this.what = what;
        this.totalBytes = Math.max(1, totalBytes);
        this.nanoClock = nanoClock;
        this.saidAt = nanoClock.getAsLong();
    }

    void read(long moreBytes) {
        bytes += moreBytes;
        rows++;
        if (rows % LOOK_EVERY_ROWS == 0 && nanoClock.getAsLong() - saidAt >= SAY_EVERY_NANOS) {
            saidAt = nanoClock.getAsLong();
            LOG.log(System.Logger.Level.INFO, "{0}: {1}%, {2} rows", what, percent(), Long.toString(rows));
        }
    }

    long percent() {
        return Math.min(99, bytes * 100 / totalBytes);
    }
}
