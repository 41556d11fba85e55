package dev.pharos.kvstore.chaos;

import java.util.concurrent.TimeUnit;

/** How much the clients have done, which is the clock by which a server is ended. Any thread. */
final class Progress {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private int done;
    private boolean isOver;
    private String lastRefusal = "none";

    synchronized void oneMore() {
        done++;
        notifyAll();
    }

    /** A client was refused and does no more; for messages. */
    synchronized void refused(Throwable reason) {
        lastRefusal = String.valueOf(reason);
    }

    /** Nothing more will be done. */
    synchronized void end() {
        isOver = true;
        notifyAll();
    }

    synchronized boolean isOver() {
        return isOver;
    }

    synchronized int done() {
        return done;
    }

    /** False if it was over before. */
    synchronized boolean await(int count) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (done < count && !isOver) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(
                        "only " + done + " of " + count + " requests were answered; the last refusal: " + lastRefusal);
            }
            try {
                wait(left);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stop);
            }
        }
        return done >= count;
    }
}
