package dev.pharos.testkit.linearizability.models;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import dev.pharos.testkit.linearizability.Model;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** One register; its state is the value it holds. */
public final class RegisterModel<V> implements Model<V, RegisterInput<V>, RegisterOutput<V>> {
    private final V initial;

    public RegisterModel(V initial) {
        this.initial = initial;
    }

    @Override
    public V initial() {
        return initial;
    }

    @Override
    public List<V> step(V state, RegisterInput<V> input, RegisterOutput<V> output) {
        return input.answer(state).equals(output) ? List.of(input.next(state)) : List.of();
    }

    @Override
    public List<V> stepUnknown(V state, RegisterInput<V> input) {
        return List.of(input.next(state));
    }

    /** Whoever answers with a value has left it there. */
    @Override
    public boolean isReadOnly(RegisterInput<V> input, RegisterOutput<V> output) {
        return output.observed().isPresent();
    }

    @Override
    public Predicate<RegisterInput<V>> unobservableIn(History<RegisterInput<V>, RegisterOutput<V>> part) {
        Set<V> seen = new HashSet<>();
        for (Operation<RegisterInput<V>, RegisterOutput<V>> operation : part.operations()) {
            operation.input().sees(operation.output()).ifPresent(seen::add);
        }
        return input -> input.installs().filter(seen::contains).isEmpty();
    }
}
