package dev.pharos.raft.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Counts of what happened in one run, or in many. */
final class Statistics {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        add(what, 1);
    }

    void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    void add(Statistics other) {
        other.counts.forEach(this::add);
    }

    long get(String what) {
        return counts.getOrDefault(what, 0L);
    }

    Map<String, Long> withPrefix(String prefix) {
        Map<String, Long> found = new TreeMap<>();
        counts.forEach((what, count) -> {
            if (what.startsWith(prefix)) {
                found.put(what.substring(prefix.length()), count);
            }
        });
        return found;
    }
}
