package dev.pharos.raft.check;

import org.jspecify.annotations.Nullable;

/**
 * Makes "one owner thread per mutable object" executable: the first caller of {@link #check()} becomes
 * the owner, and every later call must come from the same thread. {@link #release()} lets an object be
 * handed over once its old owner is done with it.
 */
public final class OwnerThread {
    private final String owned;
    private @Nullable Thread owner;

    public OwnerThread(String owned) {
        this.owned = owned;
    }

    public void check() {
        Thread current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        } else if (owner != current) {
            throw new InvariantViolation(
                    owned + " belongs to thread " + owner.getName() + ", not to " + current.getName());
        }
    }

    public void release() {
        owner = null;
    }
}
