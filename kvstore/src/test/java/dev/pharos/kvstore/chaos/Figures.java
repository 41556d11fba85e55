package dev.pharos.kvstore.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a campaign has done so far. Owned by the test's thread. */
final class Figures {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        add(what, 1);
    }

    void add(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    void most(String what, long value) {
        counts.merge(what, value, Math::max);
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + ": " + count.getValue())
                .collect(Collectors.joining("\n  ", "  ", ""));
    }
}
