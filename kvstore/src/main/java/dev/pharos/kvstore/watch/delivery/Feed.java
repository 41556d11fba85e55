package dev.pharos.kvstore.watch.delivery;

import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.watch.protocol.HubOptions.Turn;
import dev.pharos.kvstore.watch.source.HistoryDesk;
import dev.pharos.kvstore.watch.source.RecentEvents;
import dev.pharos.kvstore.watch.source.SharedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to be told, and how far the live streams have been told. Owned by the hub's thread. */
final class Feed {
    final RecentEvents recent;
    final HistoryDesk desk;
    final Turn turn;

    /** Everything through here was offered to all live streams. */
    private long dispatched;

    Feed(RecentEvents recent, HistoryDesk desk, Turn turn) {
        this.recent = recent;
        this.desk = desk;
        this.turn = turn;
        this.dispatched = recent.newest();
    }

    long dispatched() {
        return dispatched;
    }

    void dispatchedThrough(long revision) {
        dispatched = revision;
    }

    /** What readers see; it may be ahead of what the hub has heard of. */
    long current() {
        return Math.max(desk.revision(), dispatched);
    }

    /** Takes the pairs from the recent events where it can; what is left must be asked for. */
    List<SharedEvent> notFoundHere(List<SharedEvent> lackingPrevious) {
        List<SharedEvent> left = new ArrayList<>();
        for (SharedEvent event : lackingPrevious) {
            if (event.lacksPrevious() && !recent.findPrevious(event)) {
                left.add(event);
            }
        }
        return left;
    }

    void askPrevious(List<SharedEvent> events, Runnable then) {
        desk.previous(events, pairs -> {
            for (int i = 0; i < pairs.size(); i++) {
                Optional<KeyValue> pair = pairs.get(i);
                recent.previousFound(events.get(i), pair);
            }
            then.run();
        });
    }
}
