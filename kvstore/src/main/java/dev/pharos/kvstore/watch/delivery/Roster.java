package dev.pharos.kvstore.watch.delivery;

import dev.pharos.kvstore.watch.match.RangeIndex;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.WatchMetrics;
import dev.pharos.kvstore.watch.protocol.WatchSink;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.wire.value.KeyRange;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** All streams and all interests, and how many there are of what. Owned by the hub's thread. */
final class Roster {
    final RangeIndex<Interest> index;
    final Set<ClientStream> streams = new LinkedHashSet<>();
    private long serials;
    private int watchers;
    private int slow;
    private int withPrevious;

    Roster(RandomGenerator random) {
        index = new RangeIndex<>(random);
    }

    ClientStream open(WatchSink sink, StreamOptions options, long cursor) {
        ClientStream stream = new ClientStream(sink, options, serials++, cursor);
        streams.add(stream);
        return stream;
    }

    void close(ClientStream stream) {
        for (Watcher watcher : stream.watchers.values()) {
            leave(watcher);
        }
        slow -= stream.countedSlow;
        stream.forgetEverything();
        streams.remove(stream);
    }

    Interest interest(ClientStream stream, KeyRange range) {
        for (Interest interest : index.with(range)) {
            if (interest.stream == stream) {
                return interest;
            }
        }
        Interest created = new Interest(stream, range);
        index.add(created);
        return created;
    }

    /** A watcher of the main cohort; its interest must be one of this roster. */
    void enrol(Watcher watcher) {
        ClientStream stream = watcher.interest.stream;
        stream.watchers.put(watcher.id, watcher);
        watcher.interest.add(watcher);
        watchers++;
        count(watcher, 1);
    }

    void remove(Watcher watcher) {
        ClientStream stream = watcher.interest.stream;
        stream.watchers.remove(watcher.id);
        watcher.cohort.members.remove(watcher);
        leave(watcher);
    }

    private void leave(Watcher watcher) {
        watcher.interest.remove(watcher);
        if (watcher.interest.first() == null) {
            index.remove(watcher.interest);
        }
        watchers--;
        count(watcher, -1);
    }

    private void count(Watcher watcher, int change) {
        ClientStream stream = watcher.interest.stream;
        if (watcher.wishes(WatchWish.PREVIOUS)) {
            stream.withPrevious += change;
            withPrevious += change;
        }
        if (watcher.wishes(WatchWish.PROGRESS)) {
            stream.withProgress += change;
        }
    }

    /** To be called whenever watchers of the stream fell behind, caught up, came or went. */
    void recount(ClientStream stream) {
        int now = stream.slowWatchers();
        slow += now - stream.countedSlow;
        stream.countedSlow = now;
    }

    boolean anyWantsPrevious() {
        return withPrevious > 0;
    }

    int watchers() {
        return watchers;
    }

    WatchMetrics.Gauges gauges(long pendingEvents) {
        return new WatchMetrics.Gauges(streams.size(), watchers, slow, pendingEvents);
    }
}
