package dev.pharos.kvstore.request;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of keys, kept as spans that do not touch each other. */
final class KeySpans {
    /** First key of a span to the first key behind it. */
    private final NavigableMap<Bytes, Bytes> spans = new TreeMap<>();

    /** Adds a range that is neither empty nor open-ended. */
    void add(KeyRange range) {
        add(range.key(), range.isSingle() ? range.key().successor() : range.rangeEnd());
    }

    void addAll(KeySpans others) {
        others.spans.forEach(this::add);
    }

    private void add(Bytes from, Bytes to) {
        Bytes start = from;
        Bytes end = to;
        Map.Entry<Bytes, Bytes> touching = spans.floorEntry(end);
        while (touching != null && touching.getValue().compareTo(start) >= 0) {
            start = min(start, touching.getKey());
            end = max(end, touching.getValue());
            spans.remove(touching.getKey());
            touching = spans.floorEntry(end);
        }
        spans.put(start, end);
    }

    boolean contains(Bytes key) {
        Map.Entry<Bytes, Bytes> span = spans.floorEntry(key);
        return span != null && key.compareTo(span.getValue()) < 0;
    }

    private static Bytes min(Bytes one, Bytes other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Bytes max(Bytes one, Bytes other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
