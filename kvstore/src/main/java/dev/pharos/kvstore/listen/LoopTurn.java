package dev.pharos.kvstore.listen;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/** What an event loop does once it has handled the input that it found. Owned by the loop's thread. */
final class LoopTurn {
    private final EventExecutor loop;
    private final List<Runnable> tasks = new ArrayList<>();

    LoopTurn(EventExecutor loop) {
        this.loop = loop;
    }

    void atEnd(Runnable task) {
        if (tasks.isEmpty()) {
            // A loop first handles the input of all its connections, then its tasks.
            loop.execute(this::end);
        }
        if (!tasks.contains(task)) {
            tasks.add(task);
        }
    }

    private void end() {
        List<Runnable> due = List.copyOf(tasks);
        tasks.clear();
        due.forEach(Runnable::run);
    }
}
