package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.mvcc.read.Records;
import dev.pharos.kvstore.mvcc.record.EventList;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.wire.value.Bytes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes that are not published yet, on top of those that are. Belongs to the apply thread.
 *
 * <p>Revisions follow one another without gaps, so a place is found by counting.
 */
final class PendingRecords implements Records {
    private final Records published;
    private long publishedRevision;
    private EventList events = new EventList();

    /** Where the events of each pending revision begin. */
    private int[] starts = new int[64];

    private int revisions;

    PendingRecords(Records published, long publishedRevision) {
        this.published = published;
        this.publishedRevision = publishedRevision;
    }

    /** @param pair as it stands in the history */
    void add(Event event, Bytes pair) {
        if (event.sub() == 0) {
            if (revisions == starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[revisions++] = events.size();
        }
        events.add(event, pair);
    }

    @Override
    public @Nullable HistoryRow at(Place place) {
        if (place.revision() <= publishedRevision) {
            return published.at(place);
        }
        Event event = events.get(starts[(int) (place.revision() - publishedRevision) - 1] + place.sub());
        return new HistoryRow(event.kind(), place, event.previous(), event.kv().encoded());
    }

    List<Event> publish(long revision) {
        List<Event> all = events;
        events = new EventList();
        revisions = 0;
        publishedRevision = revision;
        return all;
    }
}
