package dev.pharos.kvstore.watch;

import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.History;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.value.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in memory that makes its own history, and forgets what it is told to. Guarded by its own lock. */
public final class MemoryHistory implements History {
    private final List<Event> events = new ArrayList<>();
    private final Map<Bytes, Event> latest = new HashMap<>();
    private long revision = 1;
    private long compactRevision;
    private long reads;

    /** One change of a transaction; no value means a delete. */
    public record Change(Bytes key, Optional<Bytes> value) {
        public static Change put(String key, String value) {
            return new Change(Bytes.fromUtf8(key), Optional.of(Bytes.fromUtf8(value)));
        }

        public static Change delete(String key) {
            return new Change(Bytes.fromUtf8(key), Optional.empty());
        }
    }

    public Commit put(String key, String value) {
        return txn(Change.put(key, value));
    }

    public Commit delete(String key) {
        return txn(Change.delete(key));
    }

    /** All in one revision. Deleting what is not there is no change. */
    public synchronized Commit txn(Change... changes) {
        List<Event> news = new ArrayList<>();
        for (Change change : changes) {
            Event before = latest.get(change.key());
            boolean there = before != null && before.kind() == Kind.PUT;
            if (change.value().isPresent() || there) {
                Event event = event(change, there ? before : null, news.size());
                news.add(event);
                latest.put(change.key(), event);
            }
        }
        if (!news.isEmpty()) {
            revision++;
            events.addAll(news);
        }
        return new Commit(revision, List.copyOf(news));
    }

    private Event event(Change change, Event before, int sub) {
        long now = revision + 1;
        Place place = before == null ? Place.NONE : new Place(before.revision(), before.sub());
        if (change.value().isEmpty()) {
            KeyValue kv = KeyValue.of(change.key(), Bytes.EMPTY, new Facts(0, now, 0, 0));
            return new Event(Kind.DELETE, now, sub, kv, place);
        }
        long created = before == null ? now : before.kv().createRevision();
        long version = before == null ? 1 : before.kv().version() + 1;
        KeyValue kv = KeyValue.of(change.key(), change.value().get(), new Facts(created, now, version, 0));
        return new Event(Kind.PUT, now, sub, kv, place);
    }

    public synchronized void compact(long atRevision) {
        compactRevision = Math.max(compactRevision, Math.min(atRevision, revision));
    }

    /** Everything that ever happened, whatever was compacted. */
    public synchronized List<Event> everything() {
        return List.copyOf(events);
    }

    /** How often somebody has read. */
    public synchronized long reads() {
        return reads;
    }

    @Override
    public synchronized long revision() {
        return revision;
    }

    @Override
    public synchronized long compactRevision() {
        return compactRevision;
    }

    @Override
    public synchronized Page read(long fromRevision, int maxEvents, long maxBytes) {
        if (fromRevision < compactRevision) {
            throw new Refusal(EtcdError.COMPACTED);
        }
        reads++;
        List<Event> page = new ArrayList<>();
        long bytes = 0;
        for (Event event : events) {
            if (event.revision() < fromRevision) {
                continue;
            }
            boolean full = page.size() >= maxEvents || bytes >= maxBytes;
            if (full && page.get(page.size() - 1).revision() != event.revision()) {
                return new Page(page, event.revision() - 1);
            }
            page.add(event);
            bytes += event.kv().encoded().length();
        }
        return new Page(page, revision);
    }

    @Override
    public synchronized Optional<KeyValue> previous(Event event) {
        // What the event replaced survives a compaction only if the event came after it.
        if (!event.previous().exists() || event.revision() <= compactRevision) {
            return Optional.empty();
        }
        return events.stream()
                .filter(one -> one.revision() == event.previous().revision()
                        && one.sub() == event.previous().sub())
                .map(Event::kv)
                .findFirst();
    }
}
