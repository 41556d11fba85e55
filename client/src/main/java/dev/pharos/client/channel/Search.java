package dev.pharos.client.channel;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Looks for a connection that stands.
 *
 * <pre>
 *   one by one, each for the time of a dial  --none-->  all at once, again and again
 * </pre>
 *
 * The second stage ends with the first connection, or when nobody waits any more: a cluster that comes back after
 * whatever time is found within a second. Owner: the thread of {@code clock}.
 */
// Ignored futures are those of tasks on the clock, and of reactions that are the last in their chain.
@SuppressWarnings("FutureReturnValueIgnored")
final class Search {
    private static final long LOOK_MILLIS = 80;
    private static final int JITTER_MILLIS = 40;

    /** A try takes a moment, and a server that starts must not be flooded. */
    private static final int LOOKS_PER_TRY = 4;

    private final List<Connection> candidates;
    private final ScheduledExecutorService clock;
    private final long dialNanos;
    private final CompletableFuture<Connection> found = new CompletableFuture<>();

    Search(List<Connection> candidates, ScheduledExecutorService clock, long dialNanos) {
        this.candidates = candidates;
        this.clock = clock;
        this.dialNanos = dialNanos;
    }

    /** Cancel it to end the search. */
    CompletableFuture<Connection> found() {
        return found;
    }

    void start() {
        clock.execute(() -> tryFrom(0));
    }

    private void tryFrom(int number) {
        if (found.isDone()) {
            return;
        }
        if (number == candidates.size()) {
            look(0);
            return;
        }
        Connection candidate = candidates.get(number);
        candidate
                .connect()
                .completeOnTimeout(false, dialNanos, TimeUnit.NANOSECONDS)
                .thenAcceptAsync(
                        stands -> {
                            if (stands) {
                                found.complete(candidate);
                            } else {
                                tryFrom(number + 1);
                            }
                        },
                        clock);
    }

    private void look(int number) {
        if (found.isDone()) {
            return;
        }
        for (Connection candidate : candidates) {
            if (candidate.isReady()) {
                found.complete(candidate);
                return;
            }
        }
        if (number % LOOKS_PER_TRY == 0) {
            candidates.forEach(Connection::hurry);
        }
        long pause = LOOK_MILLIS + ThreadLocalRandom.current().nextInt(JITTER_MILLIS);
        clock.schedule(() -> look(number + 1), pause, TimeUnit.MILLISECONDS);
    }
}
