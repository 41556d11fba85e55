package dev.pharos.kvstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an index must hold, kept the plain way. */
final class Model {
    private final TreeMap<Bytes, IndexEntry> entries;

    Model() {
        this(Map.of());
    }

    private Model(Map<Bytes, IndexEntry> entries) {
        this.entries = new TreeMap<>(entries);
    }

    Model frozen() {
        return new Model(entries);
    }

    void put(IndexEntry entry) {
        entries.put(entry.key(), entry);
    }

    void remove(Bytes key) {
        entries.remove(key);
    }

    @Nullable
    IndexEntry get(Bytes key) {
        return entries.get(key);
    }

    int size() {
        return entries.size();
    }

    Iterable<IndexEntry> entries() {
        return entries.values();
    }

    List<IndexEntry> shuffled(Random random) {
        List<IndexEntry> all = new ArrayList<>(entries.values());
        Collections.shuffle(all, random);
        return all;
    }

    List<IndexEntry> in(KeyRange range) {
        List<IndexEntry> found = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (range.contains(key)) {
                found.add(entry);
            }
        });
        return found;
    }

    void check(KeyIndex index) {
        assertThat(walk(index.cursor(KeyRange.all()))).isEqualTo(new ArrayList<>(entries.values()));
        assertThat(index.entryCount()).isEqualTo(entries.size());
        assertThat(index.liveCount())
                .isEqualTo(entries.values().stream().filter(IndexEntry::isLive).count());
    }

    void check(KeyIndex index, KeyRange range) {
        List<IndexEntry> expected = in(range);
        assertThat(walk(index.cursor(range))).as("entries of %s", range).isEqualTo(expected);
        assertThat(index.count(range))
                .as("count of %s", range)
                .isEqualTo(expected.stream().filter(IndexEntry::isLive).count());
        for (long limit = -1; limit <= expected.size() + 1; limit += 1 + expected.size() / 3) {
            assertThat(index.pairBytes(range, limit))
                    .as("bytes of %d pairs of %s", limit, range)
                    .isEqualTo(pairBytes(range, limit));
        }
    }

    long pairBytes(KeyRange range, long limit) {
        return in(range).stream()
                .filter(IndexEntry::isLive)
                .limit(limit > 0 ? limit : Long.MAX_VALUE)
                .mapToLong(IndexEntry::pairBytes)
                .sum();
    }

    void checkKey(KeyIndex index, Bytes key) {
        assertThat(index.get(key)).isEqualTo(entries.get(key));
    }

    static List<IndexEntry> walk(IndexCursor cursor) {
        List<IndexEntry> found = new ArrayList<>();
        while (cursor.next()) {
            found.add(new IndexEntry(
                    cursor.key(),
                    cursor.modifiedRevision(),
                    cursor.modifiedSub(),
                    cursor.createRevision(),
                    cursor.version(),
                    cursor.pairBytes()));
        }
        assertThat(cursor.next()).as("next after the end").isFalse();
        return found;
    }
}
