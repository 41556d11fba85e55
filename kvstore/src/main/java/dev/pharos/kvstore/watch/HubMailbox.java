package dev.pharos.kvstore.watch;

import dev.pharos.kvstore.watch.delivery.WatchEngine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What the hub is asked to do, in order. Bounded by those who put something in: a stream has so many requests
 * waiting at most, one notice that it is ready and one that it is closed; the history has two answers out at
 * most. Guarded by its own lock.
 */
final class HubMailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Consumer<WatchEngine>> tasks = new ArrayDeque<>();
    private boolean woken;
    private boolean closed;

    /** Whether it was taken; not after the end. */
    boolean put(Consumer<WatchEngine> task) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            tasks.add(task);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@link #take} return although there is nothing in it. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, at most so long, for something to do. */
    List<Consumer<WatchEngine>> take(long patienceNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patienceNanos;
            while (tasks.isEmpty() && !woken && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            woken = false;
            return drain();
        } finally {
            lock.unlock();
        }
    }

    List<Consumer<WatchEngine>> drain() {
        lock.lock();
        try {
            List<Consumer<WatchEngine>> taken = new ArrayList<>(tasks);
            tasks.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    static long patience(boolean moreToDo, long nanosToDeadline) {
        return moreToDo ? 0 : Math.min(Math.max(nanosToDeadline, 0), TimeUnit.HOURS.toNanos(1));
    }
}
