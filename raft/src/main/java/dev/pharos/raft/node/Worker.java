package dev.pharos.raft.node;

import java.time.Duration;
import java.util.function.Consumer;

/** A thread with one duty. What the duty throws ends both, and is handed on. */
final class Worker {
    private final Duty<?> duty;
    private final Thread thread;

    Worker(String name, Duty<?> duty, Consumer<Throwable> onFailure) {
        this.duty = duty;
        this.thread = new Thread(
                () -> {
                    work(onFailure);
                    duty.ended();
                },
                name);
    }

    void start() {
        thread.start();
    }

    private void work(Consumer<Throwable> onFailure) {
        try {
            while (duty.awaitWork()) {
                duty.turn();
            }
        } catch (InterruptedException unasked) {
            Thread.currentThread().interrupt();
            onFailure.accept(unasked);
        } catch (RuntimeException | Error failure) {
            onFailure.accept(failure);
        }
    }

    /** Lets the duty finish what it has, and waits for that; whether it came to its end. */
    boolean finish(Duration patience) {
        duty.close();
        if (Thread.currentThread() == thread) {
            return true;
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException wantsToGo) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
