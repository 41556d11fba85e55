package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.replication.ByteBudget;

/** What one answer takes of a budget, until it has left or nobody wants it any more. */
final class Held implements Runnable {
    private final ByteBudget budget;
    private long bytes;
    private boolean over;

    Held(ByteBudget budget) {
        this.budget = budget;
    }

    /** Answers whether there is room; at most once for each answer. */
    synchronized boolean take(long wanted) {
        if (over) {
            return true;
        }
        if (!budget.take(wanted)) {
            return false;
        }
        bytes = wanted;
        return true;
    }

    /** Gives back what was taken, and takes nothing any more. */
    @Override
    public synchronized void run() {
        over = true;
        budget.give(bytes);
        bytes = 0;
    }
}
