package dev.pharos.kvstore.mvcc.record;

import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.wire.value.Bytes;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Events in their order. The first of them are kept as they are; those of one change of very many keys mostly as their
 * rows, which take a fourth of the memory, and are made anew each time they are asked for.
 */
public final class EventList extends AbstractList<Event> implements RandomAccess {
    static final int KEPT_WHOLE = 10_000;

    private final List<Event> events = new ArrayList<>();
    private final List<byte[]> rows = new ArrayList<>();

    /** The pair is given as it stands in the history. */
    public void add(Event event, Bytes pair) {
        if (events.size() < KEPT_WHOLE) {
            events.add(event);
        } else {
            Place place = new Place(event.revision(), event.sub());
            rows.add(new HistoryRow(event.kind(), place, event.previous(), pair).packed());
        }
    }

    public void add(HistoryRow row) {
        if (events.size() < KEPT_WHOLE) {
            events.add(row.toEvent());
        } else {
            rows.add(row.packed());
        }
    }

    @Override
    public Event get(int index) {
        return index < events.size()
                ? events.get(index)
                : HistoryRow.unpack(rows.get(index - events.size())).toEvent();
    }

    @Override
    public int size() {
        return events.size() + rows.size();
    }
}
