package dev.pharos.kvstore.watch.source;

import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.watch.protocol.HubOptions.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, without a gap, as many as fit into a number of bytes. The oldest make room for new ones,
 * by whole revisions; the newest commit always stays. Owned by the hub's thread.
 */
public final class RecentEvents {
    private final long maxBytes;

    /** Circular: the event at place {@code i} stands at {@code (head + i) & (slots.length - 1)}. */
    private @Nullable SharedEvent[] slots = new SharedEvent[16];

    private int head;
    private int count;
    private long bytes;

    /** Everything from here through {@link #newest} is there. */
    private long from;

    private long newest;

    public RecentEvents(long maxBytes, long newest) {
        this.maxBytes = maxBytes;
        restart(newest);
    }

    /** Forgets everything; what follows must come after this revision. */
    public void restart(long newestRevision) {
        slots = new SharedEvent[16];
        head = 0;
        count = 0;
        bytes = 0;
        newest = newestRevision;
        from = newestRevision + 1;
    }

    public long newest() {
        return newest;
    }

    public long bytes() {
        return bytes;
    }

    public int count() {
        return count;
    }

    /** Whether nothing from this revision through the newest one is missing. */
    public boolean reachBackTo(long revision) {
        return revision >= from;
    }

    /** The commit must follow the newest revision. */
    public void add(Commit commit) {
        long more = 0;
        List<SharedEvent> shared = new ArrayList<>(commit.events().size());
        for (Event event : commit.events()) {
            SharedEvent one = new SharedEvent(event);
            shared.add(one);
            more += one.weight();
        }
        while (count > 0 && bytes + more > maxBytes) {
            evictOldestRevision();
        }
        shared.forEach(this::append);
        bytes += more;
        newest = commit.revision();
    }

    private void append(SharedEvent event) {
        if (count == slots.length) {
            grow();
        }
        slots[at(count)] = event;
        count++;
    }

    private void evictOldestRevision() {
        long revision = get(0).revision();
        while (count > 0 && get(0).revision() == revision) {
            bytes -= get(0).weight();
            slots[head] = null;
            head = at(1);
            count--;
        }
        from = revision + 1;
    }

    /** Events from that revision on, whole revisions, until a bound is reached. */
    public Stretch stretch(long cursor, Turn turn) {
        List<SharedEvent> events = new ArrayList<>();
        long size = 0;
        for (int i = firstFrom(cursor, 0); i < count; i++) {
            SharedEvent event = get(i);
            boolean full = events.size() >= turn.events() || size >= turn.bytes();
            if (full && event.revision() != events.get(events.size() - 1).revision()) {
                return new Stretch(cursor, event.revision() - 1, SharedEvents.of(events));
            }
            events.add(event);
            size += event.event().kv().encoded().length();
        }
        return new Stretch(cursor, newest, SharedEvents.of(events));
    }

    /**
     * Looks the pair before an event up here; whether this place is here at all. A pair that the same revision
     * has made does not count as one before it; what does is left to the history.
     */
    public boolean findPrevious(SharedEvent event) {
        Place place = event.event().previous();
        if (!reachBackTo(place.revision()) || place.revision() == event.revision()) {
            return false;
        }
        int i = firstFrom(place.revision(), place.sub());
        if (i == count) {
            return false;
        }
        Event before = get(i).event();
        if (before.revision() != place.revision() || before.sub() != place.sub()) {
            return false;
        }
        previousFound(event, Optional.of(before.kv()));
        return true;
    }

    /** Hands the pair to the event, and keeps count of the memory if the event is one of these. */
    public void previousFound(SharedEvent event, Optional<KeyValue> previous) {
        long before = event.weight();
        event.previousFound(previous);
        if (holds(event)) {
            bytes += event.weight() - before;
        }
    }

    public long eventsAfter(long revision) {
        return (long) count - firstFrom(revision + 1, 0);
    }

    private boolean holds(SharedEvent event) {
        int i = firstFrom(event.revision(), event.event().sub());
        return i < count && get(i) == event;
    }

    /** The index of the first event at or behind a place. */
    private int firstFrom(long revision, int sub) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Event event = get(middle).event();
            boolean before = event.revision() != revision ? event.revision() < revision : event.sub() < sub;
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private SharedEvent get(int index) {
        return Objects.requireNonNull(slots[at(index)]);
    }

    private int at(int index) {
        return (head + index) & (slots.length - 1);
    }

    private void grow() {
        @Nullable SharedEvent[] larger = new SharedEvent[slots.length * 2];
        for (int i = 0; i < count; i++) {
            larger[i] = slots[at(i)];
        }
        slots = larger;
        head = 0;
    }
}
