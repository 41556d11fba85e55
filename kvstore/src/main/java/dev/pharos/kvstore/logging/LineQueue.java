package dev.pharos.kvstore.logging;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines on their way to the writer. Offering never waits: a line for which there is no room is counted
 * and forgotten. Any thread; guarded by its lock, under which nothing blocks.
 */
final class LineQueue {
    private final int maxLines;
    private final long maxChars;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long queuedChars;
    private long dropped;
    private boolean writing;
    private boolean closed;

    LineQueue(int maxLines, long maxChars) {
        this.maxLines = maxLines;
        this.maxChars = maxChars;
    }

    void offer(String line) {
        lock.lock();
        try {
            // A line alone in the queue may have any length, or a long one could never be written.
            boolean full = lines.size() >= maxLines || (queuedChars + line.length() > maxChars && !lines.isEmpty());
            if (full || closed) {
                dropped++;
                return;
            }
            lines.add(line);
            queuedChars += line.length();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for lines and moves all of them into {@code target}. False when none will follow. */
    boolean take(List<String> target) throws InterruptedException {
        lock.lock();
        try {
            writing = false;
            changed.signalAll();
            while (lines.isEmpty() && !closed) {
                changed.await();
            }
            if (lines.isEmpty()) {
                return false;
            }
            writing = true;
            target.addAll(lines);
            lines.clear();
            queuedChars = 0;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many lines were dropped since the last call. */
    long takeDropped() {
        lock.lock();
        try {
            long count = dropped;
            dropped = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was offered is written, but no longer than that; the caller's interrupt is kept. */
    boolean awaitWritten(long timeoutNanos) {
        long left = timeoutNanos;
        boolean interrupted = false;
        lock.lock();
        try {
            while (!lines.isEmpty() || writing) {
                if (left <= 0) {
                    return false;
                }
                long start = System.nanoTime();
                try {
                    changed.await(left, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // The last words of a program that stops are worth the short wait.
                    interrupted = true;
                }
                left -= System.nanoTime() - start;
            }
            return true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
