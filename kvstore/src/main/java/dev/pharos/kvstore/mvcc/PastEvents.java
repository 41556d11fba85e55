package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.History.Page;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.read.Records;
import dev.pharos.kvstore.mvcc.record.EventList;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.wire.error.EtcdError;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads events back from the history. Any thread. */
final class PastEvents {
    private final Backend backend;
    private final Records records;
    private final Supplier<ReadView> views;

    PastEvents(Backend backend, Supplier<ReadView> views) {
        this.backend = backend;
        this.records = Records.in(backend);
        this.views = views;
    }

    Page read(long fromRevision, int maxEvents, long maxBytes) {
        long through = views.get().revision();
        try (RowCursor rows = backend.scan(Family.HISTORY)) {
            // A compaction takes records only after readers can see it, so the cursor has all that this one allows.
            if (fromRevision < views.get().compactRevision()) {
                throw new Refusal(EtcdError.COMPACTED);
            }
            return new PageReader(rows, through, maxEvents, maxBytes).read(fromRevision);
        }
    }

    /** Whole revisions until one of the bounds is reached. */
    private record PageReader(RowCursor rows, long through, int maxEvents, long maxBytes) {
        Page read(long fromRevision) {
            EventList events = new EventList();
            long bytes = 0;
            long last = 0;
            boolean onRow = rows.seek(HistoryRow.key(Math.max(0, fromRevision), 0));
            while (onRow) {
                HistoryRow row = HistoryRow.parse(rows.key(), rows.value());
                long revision = row.place().revision();
                if (revision > through) {
                    break;
                }
                if (revision != last && !events.isEmpty() && (events.size() >= maxEvents || bytes >= maxBytes)) {
                    return new Page(events, last);
                }
                events.add(row);
                bytes += row.pair().length();
                last = revision;
                onRow = rows.next();
            }
            return new Page(events, Math.max(through, fromRevision - 1));
        }
    }

    Optional<KeyValue> previous(Event event) {
        Place place = event.previous();
        if (!place.exists()
                || event.isCreate()
                || event.revision() <= views.get().compactRevision()) {
            return Optional.empty();
        }
        HistoryRow row = records.at(place);
        // One revision can change a key twice; the pair wanted is that of the revision before.
        while (row != null && row.place().revision() == event.revision()) {
            row = row.previous().exists() ? records.at(row.previous()) : null;
        }
        return row != null && row.isPut() ? Optional.of(row.kv()) : Optional.empty();
    }
}
