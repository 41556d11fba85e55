package dev.pharos.testkit.linearizability.models;

import dev.pharos.testkit.linearizability.models.MapOutput.Done;
import dev.pharos.testkit.linearizability.models.MapOutput.Observed;
import dev.pharos.testkit.linearizability.models.MapOutput.ObservedAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a map may be asked, and what that does to it. The maps given and returned are never changed. */
public sealed interface MapInput<K, V> {
    /** The keys it reads or writes. */
    Set<K> keys();

    Map<K, V> next(Map<K, V> current);

    MapOutput<K, V> answer(Map<K, V> current);

    /** Whether it may give this answer, be it that it tells less than it could. */
    default boolean admits(Map<K, V> current, MapOutput<K, V> output) {
        return answer(current).equals(output);
    }

    /** What the operation leaves under its key if it changes it. */
    Optional<Binding<K, V>> installs();

    /** What the operation saw in the map; of one with unknown outcome, what it depends on. */
    List<Binding<K, V>> sees(Optional<MapOutput<K, V>> output);

    /** A key with its value, or without one. */
    record Binding<K, V>(K key, Optional<V> value) {}

    record Get<K, V>(K key) implements MapInput<K, V> {
        @Override
        public Set<K> keys() {
            return Set.of(key);
        }

        @Override
        public Map<K, V> next(Map<K, V> current) {
            return current;
        }

        @Override
        public MapOutput<K, V> answer(Map<K, V> current) {
            return Observed.in(current, key);
        }

        @Override
        public Optional<Binding<K, V>> installs() {
            return Optional.empty();
        }

        @Override
        public List<Binding<K, V>> sees(Optional<MapOutput<K, V>> output) {
            return MapOutput.bindings(output, keys());
        }
    }

    /** Reads several keys at one moment. */
    record GetAll<K, V>(Set<K> keys) implements MapInput<K, V> {
        public GetAll {
            keys = Set.copyOf(keys);
        }

        @Override
        public Map<K, V> next(Map<K, V> current) {
            return current;
        }

        @Override
        public MapOutput<K, V> answer(Map<K, V> current) {
            Map<K, V> values = new HashMap<>(current);
            values.keySet().retainAll(keys);
            return new ObservedAll<>(values);
        }

        @Override
        public Optional<Binding<K, V>> installs() {
            return Optional.empty();
        }

        @Override
        public List<Binding<K, V>> sees(Optional<MapOutput<K, V>> output) {
            return MapOutput.bindings(output, keys);
        }
    }

    record Put<K, V>(K key, V value) implements MapInput<K, V> {
        @Override
        public Set<K> keys() {
            return Set.of(key);
        }

        @Override
        public Map<K, V> next(Map<K, V> current) {
            return Bindings.with(current, key, value);
        }

        @Override
        public MapOutput<K, V> answer(Map<K, V> current) {
            return new Done<>();
        }

        @Override
        public Optional<Binding<K, V>> installs() {
            return Optional.of(new Binding<>(key, Optional.of(value)));
        }

        @Override
        public List<Binding<K, V>> sees(Optional<MapOutput<K, V>> output) {
            return List.of();
        }
    }

    /** Removes a key and shows what was there; a client that was not shown it records {@link MapOutput.Done}. */
    record Delete<K, V>(K key) implements MapInput<K, V> {
        @Override
        public Set<K> keys() {
            return Set.of(key);
        }

        @Override
        public Map<K, V> next(Map<K, V> current) {
            return Bindings.without(current, key);
        }

        @Override
        public MapOutput<K, V> answer(Map<K, V> current) {
            return Observed.in(current, key);
        }

        @Override
        public boolean admits(Map<K, V> current, MapOutput<K, V> output) {
            return output instanceof Done || answer(current).equals(output);
        }

        @Override
        public Optional<Binding<K, V>> installs() {
            return Optional.of(new Binding<>(key, Optional.empty()));
        }

        @Override
        public List<Binding<K, V>> sees(Optional<MapOutput<K, V>> output) {
            return MapOutput.bindings(output, keys());
        }
    }

    /** Puts {@code update} where it finds {@code expected}; otherwise it changes nothing and shows what it found. */
    record CompareAndSet<K, V>(K key, Optional<V> expected, V update) implements MapInput<K, V> {
        @Override
        public Set<K> keys() {
            return Set.of(key);
        }

        @Override
        public Map<K, V> next(Map<K, V> current) {
            return applies(current) ? Bindings.with(current, key, update) : current;
        }

        @Override
        public MapOutput<K, V> answer(Map<K, V> current) {
            return applies(current) ? new Done<>() : Observed.in(current, key);
        }

        private boolean applies(Map<K, V> current) {
            return Optional.ofNullable(current.get(key)).equals(expected);
        }

        @Override
        public Optional<Binding<K, V>> installs() {
            return Optional.of(new Binding<>(key, Optional.of(update)));
        }

        @Override
        public List<Binding<K, V>> sees(Optional<MapOutput<K, V>> output) {
            List<Binding<K, V>> found = MapOutput.bindings(output, keys());
            return found.isEmpty() ? List.of(new Binding<>(key, expected)) : found;
        }
    }
}
