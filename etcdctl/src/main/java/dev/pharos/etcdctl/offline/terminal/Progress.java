package dev.pharos.etcdctl.offline.terminal;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * How far long work is: one line on a terminal, written over again and taken away at the end. Nothing is shown of
 * what is quick, nor where nobody looks. One thread.
 */
public final class Progress {
    private static final long FIRST_NANOS = 500_000_000;
    private static final long AGAIN_NANOS = 100_000_000;
    private static final int PERCENT = 100;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream terminal;
    private final LongSupplier nanoClock;
    private final boolean isWatched;
    private long nextAt;
    private boolean shown;

    private Progress(PrintStream terminal, LongSupplier nanoClock, boolean isWatched) {
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        this.isWatched = isWatched;
        this.nextAt = nanoClock.getAsLong() + FIRST_NANOS;
    }

    /** On a terminal. */
    public static Progress on(PrintStream terminal, LongSupplier nanoClock) {
        return new Progress(terminal, nanoClock, true);
    }

    /** For a stream that is none. */
    public static Progress unseen(PrintStream stream) {
        return new Progress(stream, () -> 0, false);
    }

    /** Says how much of something is done, unless that was said just now. */
    public void report(String what, long done, long total) {
        if (!isWatched || nanoClock.getAsLong() - nextAt < 0) {
            return;
        }
        nextAt = nanoClock.getAsLong() + AGAIN_NANOS;
        shown = true;
        long percent = total <= 0 ? PERCENT : Math.min(PERCENT, done * PERCENT / total);
        terminal.print(ERASE_LINE + what + ": " + percent + "%");
        terminal.flush();
    }

    /** Before anything else is written, and when the work is over. */
    public void clear() {
        if (shown) {
            shown = false;
            terminal.print(ERASE_LINE);
            terminal.flush();
        }
    }
}
