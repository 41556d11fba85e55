package dev.pharos.kvstore.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.Event.EventType;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Everything that the server says has ever happened on a data folder, in order, and what follows from it. Once told, it
 * must never be told otherwise. Owned by one thread.
 */
final class Truth {
    private final List<Event> events = new ArrayList<>();
    private final NavigableMap<String, NavigableMap<Long, Event>> byKey = new TreeMap<>();
    private final NavigableMap<Long, List<Event>> byRevision = new TreeMap<>();
    private final List<String> flaws = new ArrayList<>();

    /** A new store is at revision 1. */
    private long revision = 1;

    private long examinedRevision = 1;

    long revision() {
        return revision;
    }

    List<Event> events() {
        return events;
    }

    /** What is not younger has been looked at before. */
    long examinedRevision() {
        return examinedRevision;
    }

    void examined() {
        examinedRevision = revision;
    }

    /** Takes up what was told from a revision on; what was known before must be the same. */
    void retold(long from, List<Event> told) {
        int known =
                (int) events.stream().filter(event -> revisionOf(event) < from).count();
        for (Event event : told) {
            if (known < events.size()) {
                if (!events.get(known).equals(event)) {
                    flaws.add("history changed: it was " + describe(events.get(known)) + " and is " + describe(event));
                    return;
                }
            } else {
                add(event);
            }
            known++;
        }
        if (known < events.size()) {
            flaws.add("history lost: " + describe(events.get(known)) + " and " + (events.size() - known - 1)
                    + " more are gone");
        }
    }

    private void add(Event event) {
        long at = revisionOf(event);
        if (at != revision && at != revision + 1) {
            flaws.add("revision " + revision + " is followed by " + describe(event));
        }
        revision = at;
        String key = event.getKv().getKey().toStringUtf8();
        NavigableMap<Long, Event> past = byKey.computeIfAbsent(key, ignored -> new TreeMap<>());
        checkFields(event, past.lastEntry() == null ? null : past.lastEntry().getValue());
        if (past.put(at, event) != null) {
            flaws.add("twice in one revision: " + describe(event));
        }
        byRevision.computeIfAbsent(at, ignored -> new ArrayList<>()).add(event);
        events.add(event);
    }

    private void checkFields(Event event, Event before) {
        boolean wasThere = before != null && isPut(before);
        KeyValue pair = event.getKv();
        if (!isPut(event)) {
            if (!wasThere) {
                flaws.add("deleted what was not there: " + describe(event));
            }
            return;
        }
        long created = wasThere ? before.getKv().getCreateRevision() : pair.getModRevision();
        long version = wasThere ? before.getKv().getVersion() + 1 : 1;
        if (pair.getCreateRevision() != created || pair.getVersion() != version) {
            flaws.add("expected create revision " + created + " and version " + version + ": " + pair);
        }
    }

    /** What is wrong with it in itself, since the last time this was asked. */
    List<String> takeFlaws() {
        List<String> taken = List.copyOf(flaws);
        flaws.clear();
        return taken;
    }

    /** The revisions that deleted something. */
    List<Long> deletions() {
        return events.stream()
                .filter(event -> !isPut(event))
                .map(Truth::revisionOf)
                .distinct()
                .toList();
    }

    /** The events of one revision in their order. */
    List<Event> at(long at) {
        return byRevision.getOrDefault(at, List.of());
    }

    /** At some time, this value by this key. */
    boolean wasPut(String key, String value) {
        return byKey.getOrDefault(key, Collections.emptyNavigableMap()).values().stream()
                .anyMatch(event ->
                        isPut(event) && event.getKv().getValue().toStringUtf8().equals(value));
    }

    /** The value of a key at a revision. */
    Optional<String> valueAt(String key, long at) {
        return pairAt(key, at).map(pair -> pair.getValue().toStringUtf8());
    }

    Optional<KeyValue> pairAt(String key, long at) {
        return Optional.ofNullable(byKey.get(key))
                .map(past -> past.floorEntry(at))
                .map(Map.Entry::getValue)
                .filter(Truth::isPut)
                .map(Event::getKv);
    }

    /** All pairs at a revision, in the order of their keys, which are ASCII. */
    List<KeyValue> stateAt(long at) {
        return stateAt("", at);
    }

    List<KeyValue> stateAt(String prefix, long at) {
        return byKey.tailMap(prefix, true).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .flatMap(key -> pairAt(key, at).stream())
                .toList();
    }

    /** HashKV by its definition (rule 10.7). */
    int hashAt(long at, long compactRevision) {
        boolean anyLives =
                byKey.keySet().stream().anyMatch(key -> pairAt(key, at).isPresent());
        CRC32C crc = new CRC32C();
        crc.update("key".getBytes(UTF_8));
        for (List<Event> changes : byRevision.headMap(at, true).values()) {
            for (int sub = 0; sub < changes.size(); sub++) {
                Event event = changes.get(sub);
                if (counts(event, at, compactRevision, anyLives)) {
                    crc.update(storageKey(event, sub));
                    crc.update((isPut(event)
                                    ? event.getKv()
                                    : KeyValue.newBuilder()
                                            .setKey(event.getKv().getKey())
                                            .build())
                            .toByteArray());
                }
            }
        }
        return (int) crc.getValue();
    }

    private boolean counts(Event event, long at, long compactRevision, boolean anyLives) {
        if (revisionOf(event) > compactRevision) {
            return true;
        }
        NavigableMap<Long, Event> past = byKey.get(event.getKv().getKey().toStringUtf8());
        boolean survives = past.floorKey(compactRevision) == revisionOf(event);
        boolean newest = past.floorKey(at) == revisionOf(event);
        return isPut(event) && survives && (newest || !anyLives);
    }

    private static byte[] storageKey(Event event, int sub) {
        ByteBuffer key = ByteBuffer.allocate(isPut(event) ? 17 : 18);
        key.putLong(revisionOf(event)).put((byte) '_').putLong(sub);
        if (!isPut(event)) {
            key.put((byte) 't');
        }
        return key.array();
    }

    static boolean isPut(Event event) {
        return event.getType() == EventType.PUT;
    }

    static long revisionOf(Event event) {
        return event.getKv().getModRevision();
    }

    static String describe(Event event) {
        String value = event.getKv().getValue().toStringUtf8();
        return event.getType() + " " + event.getKv().getKey().toStringUtf8()
                + (isPut(event) ? "=" + value.substring(0, Math.min(40, value.length())) : "") + " at "
                + revisionOf(event);
    }
}
