package dev.pharos.kvstore.watch.delivery;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.watch.match.Ranged;
import dev.pharos.kvstore.watch.protocol.EncodedEvents;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.kvstore.watch.source.SharedEvent;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream's interest in one range: all its watchers of exactly that. Matching finds interests; while events
 * are shared out they gather here, and each watcher takes what it wants of them. Owned by the hub's thread.
 */
final class Interest implements Ranged {
    final ClientStream stream;
    private final KeyRange range;
    private @Nullable Watcher first;
    private @Nullable Watcher last;

    /** Empty but while events are shared out; the first stands alone, as there is mostly only one. */
    private @Nullable SharedEvent gathered;

    private @Nullable Gathering more;

    /** Set while events are shared out if there were too many. */
    private boolean overflowed;

    Interest(ClientStream stream, KeyRange range) {
        this.stream = stream;
        this.range = range;
    }

    /** Several events, and what was last selected from them. */
    private static final class Gathering {
        final List<SharedEvent> events = new ArrayList<>();
        int selector = -1;
        long position;
        EncodedEvents selected = EncodedEvents.NONE;
    }

    @Override
    public KeyRange range() {
        return range;
    }

    @Nullable
    Watcher first() {
        return first;
    }

    void add(Watcher watcher) {
        Watcher end = last;
        watcher.before = end;
        if (end == null) {
            first = watcher;
        } else {
            end.after = watcher;
        }
        last = watcher;
    }

    void remove(Watcher watcher) {
        if (watcher.before == null) {
            first = watcher.after;
        } else {
            watcher.before.after = watcher.after;
        }
        if (watcher.after == null) {
            last = watcher.before;
        } else {
            watcher.after.before = watcher.before;
        }
    }

    /** Whether this is the first event gathered. */
    boolean gather(SharedEvent event) {
        if (overflowed) {
            return false;
        }
        if (gathered == null) {
            gathered = event;
            return true;
        }
        if (more == null) {
            more = new Gathering();
            more.events.add(gathered);
        }
        more.events.add(event);
        return false;
    }

    /** There is no memory for one of the events, so its watchers get none. Whether this is the first one. */
    boolean overflow() {
        boolean first = !overflowed && gathered == null;
        clear();
        overflowed = true;
        return first;
    }

    boolean hasOverflowed() {
        return overflowed;
    }

    void clear() {
        gathered = null;
        more = null;
        overflowed = false;
    }

    /** Collects the events gathered whose previous pairs are unknown. */
    void lackingPrevious(List<SharedEvent> lacking) {
        if (more != null) {
            for (SharedEvent event : more.events) {
                if (event.lacksPrevious()) {
                    lacking.add(event);
                }
            }
        } else if (gathered != null && gathered.lacksPrevious()) {
            lacking.add(gathered);
        }
    }

    /** What the watcher gets of the events gathered; possibly nothing. */
    EncodedEvents select(Watcher watcher) {
        if (more != null) {
            return select(more, watcher);
        }
        if (gathered == null || gathered.revision() < watcher.position() || !watcher.wants(gathered)) {
            return EncodedEvents.NONE;
        }
        return watcher.wishes(WatchWish.PREVIOUS) ? gathered.full() : gathered.plain();
    }

    private static EncodedEvents select(Gathering all, Watcher watcher) {
        long position = Math.max(watcher.position(), all.events.get(0).revision());
        if (all.selector == watcher.selector() && all.position == position) {
            return all.selected;
        }
        List<ByteString> chosen = new ArrayList<>(all.events.size());
        boolean previous = watcher.wishes(WatchWish.PREVIOUS);
        for (SharedEvent event : all.events) {
            if (event.revision() >= position && watcher.wants(event)) {
                EncodedEvents encoded = previous ? event.full() : event.plain();
                chosen.add(encoded.elements().get(0));
            }
        }
        all.selector = watcher.selector();
        all.position = position;
        all.selected = chosen.isEmpty() ? EncodedEvents.NONE : EncodedEvents.of(chosen);
        return all.selected;
    }
}
