package dev.pharos.etcdctl.run;

import dev.pharos.etcdctl.run.Surroundings.Stream;
import java.util.concurrent.TimeUnit;

/** How far long work is, on standard error, where a person looks at it; nothing elsewhere. */
public final class ProgressLine {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Invocation invocation;
    private final boolean isSeen;
    private long shownAt;
    private boolean stands;

    public ProgressLine(Invocation invocation) {
        this.invocation = invocation;
        this.isSeen = invocation.surroundings().terminals().contains(Stream.ERR);
        this.shownAt = System.nanoTime() - INTERVAL_NANOS;
    }

    /** In the place of what stood there; some times a second at most. */
    public void show(String text) {
        if (isSeen && System.nanoTime() - shownAt >= INTERVAL_NANOS) {
            shownAt = System.nanoTime();
            stands = true;
            invocation.err().print("\r\u001b[K" + text).flush();
        }
    }

    /** Leaves nothing behind. */
    public void clear() {
        if (stands) {
            stands = false;
            invocation.err().print("\r\u001b[K").flush();
        }
    }
}
