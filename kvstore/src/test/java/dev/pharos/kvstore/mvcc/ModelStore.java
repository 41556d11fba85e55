package dev.pharos.kvstore.mvcc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.RangeQuery.SortOrder;
import dev.pharos.kvstore.model.RangeQuery.SortTarget;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/** What the store should be: a list of everything that ever happened, and definitions. */
final class ModelStore {
    private final List<Event> events = new ArrayList<>();
    private long revision = 1;
    private long compactRevision = -1;

    ModelStore copy() {
        ModelStore copy = new ModelStore();
        copy.events.addAll(events);
        copy.revision = revision;
        copy.compactRevision = compactRevision;
        return copy;
    }

    List<Event> events() {
        return events;
    }

    long revision() {
        return revision;
    }

    long compactRevision() {
        return compactRevision;
    }

    /** The changes of one transaction. */
    final class Txn {
        private int changes;

        long revision() {
            return changes == 0 ? revision : revision + 1;
        }

        KeyValue put(Bytes key, Bytes value, long lease) {
            Event newest = newestOf(key, Long.MAX_VALUE);
            boolean live = newest != null && newest.kind() == Kind.PUT;
            long created = live ? newest.kv().createRevision() : revision + 1;
            long version = live ? newest.kv().version() + 1 : 1;
            KeyValue kv = KeyValue.of(key, value, new Facts(created, revision + 1, version, lease));
            events.add(new Event(Kind.PUT, revision + 1, changes++, kv, placeOf(newest)));
            return kv;
        }

        List<KeyValue> delete(KeyRange range) {
            List<KeyValue> gone = new ArrayList<>(within(range, Long.MAX_VALUE).values());
            for (KeyValue kv : gone) {
                Place newest = placeOf(newestOf(kv.key(), Long.MAX_VALUE));
                KeyValue shown = KeyValue.of(kv.key(), Bytes.EMPTY, new Facts(0, revision + 1, 0, 0));
                events.add(new Event(Kind.DELETE, revision + 1, changes++, shown, newest));
            }
            return gone;
        }

        RangeResult range(RangeQuery query) {
            return ModelStore.this.range(query, revision());
        }

        void end() {
            revision += changes > 0 ? 1 : 0;
        }
    }

    Txn begin() {
        return new Txn();
    }

    void compact(long at) {
        if (at <= compactRevision) {
            throw new Refusal(EtcdError.COMPACTED);
        }
        if (at > revision) {
            throw new Refusal(EtcdError.FUTURE_REVISION);
        }
        compactRevision = at;
    }

    private static Place placeOf(Event event) {
        return event == null ? Place.NONE : new Place(event.revision(), event.sub());
    }

    private Event newestOf(Bytes key, long at) {
        Event newest = null;
        for (Event event : events) {
            if (event.revision() <= at && event.key().equals(key)) {
                newest = event;
            }
        }
        return newest;
    }

    private NavigableMap<Bytes, KeyValue> within(KeyRange range, long at) {
        NavigableMap<Bytes, KeyValue> live = new TreeMap<>();
        for (Event event : events) {
            if (event.revision() <= at && range.contains(event.key())) {
                if (event.kind() == Kind.PUT) {
                    live.put(event.key(), event.kv());
                } else {
                    live.remove(event.key());
                }
            }
        }
        return live;
    }

    RangeResult range(RangeQuery query) {
        return range(query, revision);
    }

    RangeResult range(RangeQuery query, long now) {
        if (query.revision() > now) {
            throw new Refusal(EtcdError.FUTURE_REVISION);
        }
        if (query.revision() > 0 && query.revision() < compactRevision) {
            throw new Refusal(EtcdError.COMPACTED);
        }
        List<KeyValue> all = new ArrayList<>(within(query.range(), query.revision() > 0 ? query.revision() : now)
                .values());
        if (query.content() == Content.COUNT_ONLY) {
            return new RangeResult(List.of(), false, all.size());
        }
        List<KeyValue> kvs = new ArrayList<>(all);
        boolean ordered = query.sort().order() != SortOrder.NONE;
        if (!ordered && query.filter().isNone() && query.limit() > 0) {
            kvs = new ArrayList<>(kvs.subList(0, (int) Math.min(kvs.size(), query.limit() + 1)));
        }
        kvs.removeIf(kv -> !query.filter().passes(kv.createRevision(), kv.modRevision()));
        if (ordered || query.sort().target() != SortTarget.KEY) {
            Comparator<KeyValue> ascending = comparator(query.sort().target());
            kvs.sort(query.sort().order() == SortOrder.DESCEND ? ascending.reversed() : ascending);
        }
        boolean more = query.limit() > 0 && kvs.size() > query.limit();
        if (more) {
            kvs = kvs.subList(0, (int) query.limit());
        }
        if (query.content() == Content.KEYS_ONLY) {
            boolean byValue = query.sort().target() == SortTarget.VALUE;
            kvs = kvs.stream().map(kv -> keyOnly(kv, byValue)).toList();
        }
        return new RangeResult(List.copyOf(kvs), more, all.size());
    }

    private static KeyValue keyOnly(KeyValue kv, boolean withLease) {
        Facts facts = new Facts(kv.createRevision(), kv.modRevision(), kv.version(), withLease ? kv.lease() : 0);
        return KeyValue.of(kv.key(), Bytes.EMPTY, facts);
    }

    private static Comparator<KeyValue> comparator(SortTarget target) {
        return switch (target) {
            case KEY -> Comparator.comparing(KeyValue::key);
            case VERSION -> Comparator.comparingLong(KeyValue::version);
            case CREATE -> Comparator.comparingLong(KeyValue::createRevision);
            case MOD -> Comparator.comparingLong(KeyValue::modRevision);
            case VALUE -> Comparator.comparing(KeyValue::value);
        };
    }

    /** The records that stand on disk when the compaction is finished. */
    List<Event> stored() {
        Set<Place> superseded = new HashSet<>();
        for (Event event : events) {
            if (event.revision() <= compactRevision) {
                superseded.add(event.previous());
            }
        }
        return events.stream()
                .filter(event -> event.revision() > compactRevision
                        || (event.kind() == Kind.PUT
                                ? !superseded.contains(new Place(event.revision(), event.sub()))
                                : event.revision() == compactRevision))
                .toList();
    }

    static StorageRow row(Event event) {
        Bytes pair = event.kind() == Kind.PUT
                ? event.kv().encoded()
                : KeyValue.tombstone(event.key()).encoded();
        return new StorageRow(StorageRow.key(event.kind(), new Place(event.revision(), event.sub())), pair);
    }

    long bytes() {
        return stored().stream()
                .mapToLong(event ->
                        HistoryRow.storageBytes(event.kind(), row(event).value()))
                .sum();
    }

    /** Rule 10.7, letter by letter. */
    HashResult hash(long at) {
        return hash(at, event -> event.kind() == Kind.PUT);
    }

    /** The one that a compaction at a revision leaves behind: it keeps the deletions of that revision. */
    HashResult hashOfCompaction(long at) {
        return hash(at, event -> event.kind() == Kind.PUT || event.revision() == at);
    }

    private HashResult hash(long at, Predicate<Event> kept) {
        Map<Bytes, Event> newest = new HashMap<>();
        events.stream().filter(event -> event.revision() <= at).forEach(event -> newest.put(event.key(), event));
        Set<Place> keep = new HashSet<>();
        newest.values().stream().filter(kept).forEach(event -> keep.add(placeOf(event)));
        CRC32C crc = new CRC32C();
        crc.update("key".getBytes(UTF_8));
        for (Event event : stored()) {
            boolean old = event.revision() <= compactRevision;
            boolean dropped = old && !keep.isEmpty() && !keep.contains(placeOf(event));
            boolean lastTombstone = event.kind() == Kind.DELETE && event.revision() == compactRevision;
            if (event.revision() <= at && !dropped && !lastTombstone) {
                crc.update(row(event).key().toByteArray());
                crc.update(row(event).value().toByteArray());
            }
        }
        return new HashResult((int) crc.getValue(), at, compactRevision);
    }

    List<Event> history(long from) {
        return events.stream().filter(event -> event.revision() >= from).toList();
    }

    List<Bytes> keys() {
        Set<Bytes> keys = new HashSet<>();
        events.forEach(event -> keys.add(event.key()));
        List<Bytes> sorted = new ArrayList<>(keys);
        Collections.sort(sorted);
        return sorted;
    }
}
