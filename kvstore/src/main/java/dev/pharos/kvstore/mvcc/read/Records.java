package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import org.jspecify.annotations.Nullable;

/** Changes by their place. */
@FunctionalInterface
public interface Records {
    /** Null where there never was a change, or compaction has taken it. */
    @Nullable
    HistoryRow at(Place place);

    static Records in(Rows rows) {
        return place -> {
            byte[] value = rows.get(Family.HISTORY, HistoryRow.key(place.revision(), place.sub()));
            return value == null ? null : HistoryRow.parse(place, value);
        };
    }
}
