package dev.pharos.kvstore.watch.source;

import dev.pharos.kvstore.model.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that happened from one revision through another, both included.
 *
 * @param events whole revisions, in order
 */
public record Stretch(long from, long through, List<SharedEvent> events) {
    static Stretch of(long from, long through, List<Event> events) {
        List<SharedEvent> shared = new ArrayList<>(events.size());
        for (Event event : events) {
            shared.add(new SharedEvent(event));
        }
        return new Stretch(from, through, shared);
    }

    /** Whether who has heard of everything before that revision can go on from here. */
    public boolean serves(long cursor) {
        return cursor >= from && cursor <= through;
    }
}
