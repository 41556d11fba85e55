package dev.pharos.raft.node;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue to one thread from any number of others. */
final class Mailbox<T> {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<T> items = new ArrayDeque<>();
    private boolean closed;

    Mailbox(int capacity) {
        this.capacity = capacity;
    }

    /** Adds the item unless the mailbox is full or closed. */
    boolean offer(T item) {
        return addAndRing(item, capacity);
    }

    /** Like {@link #offer}, but a reader that waits goes on waiting, until the next {@link #ring}. */
    boolean offerQuietly(T item) {
        return add(item, capacity);
    }

    /**
     * Adds the item even to a full mailbox. For what there is only so much of: the confirmation of work
     * that the reader itself gave out, and the wake-up, of which one waits at a time.
     */
    boolean put(T item) {
        return addAndRing(item, Integer.MAX_VALUE);
    }

    private boolean addAndRing(T item, int limit) {
        lock.lock();
        try {
            boolean added = add(item, limit);
            ring();
            return added;
        } finally {
            lock.unlock();
        }
    }

    private boolean add(T item, int limit) {
        lock.lock();
        try {
            if (closed || items.size() >= limit) {
                return false;
            }
            items.addLast(item);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the reader if there is anything for it. */
    void ring() {
        lock.lock();
        try {
            if (!items.isEmpty()) {
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an item; false when the mailbox is closed and empty. */
    boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.isEmpty() && !closed) {
                filled.await();
            }
            return !items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void drainTo(List<T> target, int most) {
        lock.lock();
        try {
            for (int i = 0; i < most && !items.isEmpty(); i++) {
                target.add(items.removeFirst());
            }
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
}
