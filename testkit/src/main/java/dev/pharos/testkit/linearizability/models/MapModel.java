package dev.pharos.testkit.linearizability.models;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import dev.pharos.testkit.linearizability.Model;
import dev.pharos.testkit.linearizability.models.MapInput.Binding;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A map that starts empty; its state is the map itself.
 *
 * <p>A history in which every operation has one key is checked key by key. A single read of several keys makes one part
 * of it all; every change then copies the whole map, which suits some dozens of keys.
 */
public final class MapModel<K, V> implements Model<Map<K, V>, MapInput<K, V>, MapOutput<K, V>> {
    @Override
    public Map<K, V> initial() {
        return Map.of();
    }

    @Override
    public List<Map<K, V>> step(Map<K, V> state, MapInput<K, V> input, MapOutput<K, V> output) {
        return input.admits(state, output) ? List.of(input.next(state)) : List.of();
    }

    @Override
    public List<Map<K, V>> stepUnknown(Map<K, V> state, MapInput<K, V> input) {
        return List.of(input.next(state));
    }

    @Override
    public boolean isReadOnly(MapInput<K, V> input, MapOutput<K, V> output) {
        boolean conditionFailed = input instanceof MapInput.CompareAndSet && output instanceof MapOutput.Observed;
        return conditionFailed || input.installs().isEmpty();
    }

    @Override
    public Predicate<MapInput<K, V>> unobservableIn(History<MapInput<K, V>, MapOutput<K, V>> part) {
        Set<Binding<K, V>> seen = new HashSet<>();
        for (Operation<MapInput<K, V>, MapOutput<K, V>> operation : part.operations()) {
            seen.addAll(operation.input().sees(operation.output()));
        }
        return input -> input.installs().filter(seen::contains).isEmpty();
    }

    @Override
    public List<History<MapInput<K, V>, MapOutput<K, V>>> partition(History<MapInput<K, V>, MapOutput<K, V>> history) {
        boolean oneKeyEach = history.operations().stream()
                .allMatch(operation -> operation.input().keys().size() == 1);
        return oneKeyEach ? history.splitBy(operation -> operation.input().keys()) : List.of(history);
    }
}
