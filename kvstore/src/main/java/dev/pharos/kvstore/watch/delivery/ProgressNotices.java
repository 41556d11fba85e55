package dev.pharos.kvstore.watch.delivery;

import dev.pharos.kvstore.watch.protocol.WatchMessage;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Tells watchers that they have missed nothing, when they ask (rule 6.16) and now and then (6.15), and only if
 * no event at or before that revision can follow (6.17). Owned by the hub's thread.
 */
final class ProgressNotices {
    /** An interval may be longer by this part of itself. */
    private static final int SPREAD = 10;

    private final Feed feed;
    private final RandomGenerator random;
    private final long intervalNanos;

    /** Streams by the time of their next notices. */
    private final TreeSet<ClientStream> clock =
            new TreeSet<>(Comparator.<ClientStream>comparingLong(stream -> stream.progressDeadline)
                    .thenComparingLong(stream -> stream.serial));

    /** Streams that have asked and were not answered yet. */
    private final Set<ClientStream> asked = new LinkedHashSet<>();

    ProgressNotices(Feed feed, RandomGenerator random, Duration interval) {
        this.feed = feed;
        this.random = random;
        this.intervalNanos = interval.toNanos();
    }

    void opened(ClientStream stream, long nowNanos) {
        stream.progressDeadline = nowNanos + nextInterval();
        clock.add(stream);
    }

    void closed(ClientStream stream) {
        clock.remove(stream);
        asked.remove(stream);
    }

    private long nextInterval() {
        return intervalNanos + random.nextLong(intervalNanos / SPREAD + 1);
    }

    OptionalLong nextDeadline() {
        return clock.isEmpty() ? OptionalLong.empty() : OptionalLong.of(clock.first().progressDeadline);
    }

    void tick(long nowNanos) {
        while (!clock.isEmpty() && clock.first().progressDeadline - nowNanos <= 0) {
            ClientStream stream = clock.pollFirst();
            if (stream.withProgress > 0) {
                notify(stream);
            }
            stream.progressDeadline = nowNanos + nextInterval();
            clock.add(stream);
        }
    }

    private void notify(ClientStream stream) {
        for (Watcher watcher : stream.watchers.values()) {
            if (watcher.wishes(WatchWish.PROGRESS)
                    && !watcher.forgetHeard()
                    && watcher.cohort == stream.main
                    && mainIsCurrent(stream)
                    && watcher.progressFloor() <= feed.dispatched()
                    && stream.canSend()) {
                stream.sink.send(WatchMessage.progress(feed.dispatched(), watcher.id));
            }
        }
    }

    private boolean mainIsCurrent(ClientStream stream) {
        return stream.live && stream.main.cursor <= feed.dispatched() + 1;
    }

    /**
     * The answer waits until the hub has looked at everything that readers could see when the question came,
     * and until the connection has room; several questions may get one answer.
     */
    void request(ClientStream stream) {
        stream.progressAsked = feed.current();
        asked.add(stream);
        stream.sink.requestDone();
    }

    void answerRequests() {
        if (asked.isEmpty()) {
            return;
        }
        List<ClientStream> done = new ArrayList<>();
        for (ClientStream stream : asked) {
            if (stream.progressAsked <= feed.dispatched() && stream.canSend()) {
                if (isCurrent(stream)) {
                    stream.sink.send(WatchMessage.progress(feed.dispatched(), WatchMessage.NO_WATCH));
                }
                done.add(stream);
            }
        }
        done.forEach(asked::remove);
    }

    /** Rule 6.16: all watchers have caught up with a revision that all of them cover. */
    private boolean isCurrent(ClientStream stream) {
        if (stream.watchers.isEmpty() || stream.isBehind() || !mainIsCurrent(stream)) {
            return false;
        }
        for (Watcher watcher : stream.watchers.values()) {
            if (watcher.progressFloor() > feed.dispatched()) {
                return false;
            }
        }
        return true;
    }
}
