package dev.pharos.kvstore.peer;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after the other on threads that are shared. Thread-safe. */
final class SerialWork {
    private final Executor workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SerialWork(Executor workers) {
        this.workers = workers;
    }

    /** Tasks must not throw. How many wait is for the caller to bound. */
    void add(Runnable task) {
        synchronized (this) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            workers.execute(this::drain);
        } catch (RejectedExecutionException closing) {
            // What ends the work is added before the threads end, so nothing that matters comes after it.
            synchronized (this) {
                waiting.clear();
                running = false;
            }
        }
    }

    private void drain() {
        Runnable task = next();
        while (task != null) {
            task.run();
            task = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        running = task != null;
        return task;
    }
}
