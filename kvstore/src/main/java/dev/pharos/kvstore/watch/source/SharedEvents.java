package dev.pharos.kvstore.watch.source;

import dev.pharos.kvstore.model.Event;
import dev.pharos.wire.value.Bytes;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The events of a stretch. One that was read becomes a shared event when somebody wants it: a revision can change
 * more keys than there is memory for. Owned by the hub's thread.
 */
public final class SharedEvents extends AbstractList<SharedEvent> implements RandomAccess {
    private final List<Event> read;
    private final @Nullable SharedEvent[] made;
    private final long maxBytes;
    private long bytes;

    private SharedEvents(List<Event> read, @Nullable SharedEvent[] made, long maxBytes) {
        this.read = read;
        this.made = made;
        this.maxBytes = maxBytes;
    }

    static SharedEvents of(List<SharedEvent> events) {
        return new SharedEvents(List.of(), events.toArray(new SharedEvent[0]), Long.MAX_VALUE);
    }

    /** @param maxBytes there is no room for more events once those that were made take as much */
    static SharedEvents over(List<Event> read, long maxBytes) {
        return new SharedEvents(read, new SharedEvent[read.size()], maxBytes);
    }

    /** Of the event at that place, which stays unmade. */
    public Bytes key(int index) {
        SharedEvent event = made[index];
        return event == null ? read.get(index).key() : event.key();
    }

    /** Whether the event at that place is, or may still be, made. */
    public boolean hasRoomFor(int index) {
        return made[index] != null || bytes < maxBytes;
    }

    @Override
    public SharedEvent get(int index) {
        SharedEvent event = made[index];
        if (event == null) {
            event = new SharedEvent(read.get(index));
            made[index] = event;
            bytes += event.weight();
        }
        return event;
    }

    @Override
    public int size() {
        return made.length;
    }
}
