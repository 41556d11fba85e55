package dev.pharos.testkit.linearizability.models;

import java.util.HashMap;
import java.util.Map;

/** Changed copies of small maps; those of a single key, as the parts of a partitioned map have, are the cheapest. */
final class Bindings {
    private Bindings() {}

    static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        if (map.isEmpty() || (map.size() == 1 && map.containsKey(key))) {
            return Map.of(key, value);
        }
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        if (!map.containsKey(key)) {
            return map;
        }
        if (map.size() == 1) {
            return Map.of();
        }
        Map<K, V> changed = new HashMap<>(map);
        changed.remove(key);
        return changed;
    }
}
