package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.index.IndexEditor;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.index.KeyIndex;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.value.Bytes;
import java.util.function.Predicate;

/**
 * The records of a database file of etcd. What was the last one of a key is found on the way, so every visit begins
 * at the first record and keeps an index of the keys.
 *
 * <p>A restore that raised the revision left a row without content. To etcd that is the record of an empty key.
 */
record FileRecords(StorageRows rows) implements RecordSource {
    @Override
    public void visit(long fromRevision, Predicate<HistoryRow> visitor) {
        Newest newest = new Newest();
        rows.visit(row -> {
            HistoryRow record = newest.put(row);
            return record.place().revision() < fromRevision || visitor.test(record);
        });
    }

    long lastRevision() {
        long[] last = {0};
        rows.visit(row -> {
            last[0] = row.place().revision();
            return true;
        });
        return last[0];
    }

    boolean anyKeyLives(long revision) {
        Newest newest = new Newest();
        rows.visit(row -> {
            boolean counts = row.place().revision() <= revision;
            if (counts) {
                newest.put(row);
            }
            return counts;
        });
        return newest.anyKeyLives();
    }

    /** The newest record of each key so far. */
    private static final class Newest {
        private final IndexEditor keys = KeyIndex.EMPTY.edit();
        private Place ofEmptyKey = Place.NONE;

        HistoryRow put(StorageRow row) {
            Place place = row.place();
            Bytes key = KeyValue.decode(row.value()).key();
            return new HistoryRow(row.kind(), place, replaced(key, row.kind(), place), row.value());
        }

        private Place replaced(Bytes key, Kind kind, Place place) {
            if (key.isEmpty()) {
                Place before = ofEmptyKey;
                ofEmptyKey = place;
                return before;
            }
            IndexEntry before = keys.get(key);
            long version = kind == Kind.PUT ? 1 : 0;
            keys.put(new IndexEntry(key, place.revision(), place.sub(), 0, version, 0));
            return before == null ? Place.NONE : new Place(before.modifiedRevision(), before.modifiedSub());
        }

        boolean anyKeyLives() {
            return keys.liveCount() > 0 || ofEmptyKey.exists();
        }
    }
}
