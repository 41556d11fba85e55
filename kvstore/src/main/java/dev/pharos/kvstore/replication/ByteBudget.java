package dev.pharos.kvstore.replication;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be on their way at once. What is larger than all of it never may. */
public final class ByteBudget {
    private final long capacity;
    private final AtomicLong taken = new AtomicLong();

    public ByteBudget(long capacity) {
        this.capacity = capacity;
    }

    public boolean take(long bytes) {
        long before = taken.getAndAdd(bytes);
        if (before + bytes > capacity) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    public void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    public long taken() {
        return taken.get();
    }
}
