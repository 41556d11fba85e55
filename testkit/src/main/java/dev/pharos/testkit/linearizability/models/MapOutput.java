package dev.pharos.testkit.linearizability.models;

import dev.pharos.testkit.linearizability.models.MapInput.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a map answers. */
public sealed interface MapOutput<K, V> {
    /** What the answer shows of a key; nothing if it shows no key. */
    Optional<Binding<K, V>> observed(K key);

    private static <K, V> Optional<Binding<K, V>> binding(K key, Optional<V> value) {
        return Optional.of(new Binding<>(key, value));
    }

    static <K, V> List<Binding<K, V>> bindings(Optional<MapOutput<K, V>> output, Set<K> keys) {
        List<Binding<K, V>> bindings = new ArrayList<>();
        for (K key : keys) {
            output.flatMap(answer -> answer.observed(key)).ifPresent(bindings::add);
        }
        return bindings;
    }

    /** A put, a delete, or a compare-and-set that found what it expected, has taken effect. */
    record Done<K, V>() implements MapOutput<K, V> {
        @Override
        public Optional<Binding<K, V>> observed(K key) {
            return Optional.empty();
        }
    }

    /** The key had this value, or none: the answer to a get, a delete and a compare-and-set that changed nothing. */
    record Observed<K, V>(Optional<V> value) implements MapOutput<K, V> {
        static <K, V> Observed<K, V> in(Map<K, V> map, K key) {
            return new Observed<>(Optional.ofNullable(map.get(key)));
        }

        @Override
        public Optional<Binding<K, V>> observed(K key) {
            return binding(key, value);
        }
    }

    /** Those of the keys asked for that had a value, all at one moment. */
    record ObservedAll<K, V>(Map<K, V> values) implements MapOutput<K, V> {
        public ObservedAll {
            values = Map.copyOf(values);
        }

        @Override
        public Optional<Binding<K, V>> observed(K key) {
            return binding(key, Optional.ofNullable(values.get(key)));
        }
    }
}
