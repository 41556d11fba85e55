package dev.pharos.testkit.linearizability.models;

import java.util.Optional;

/** What a register may be asked, and what that does to it. */
public sealed interface RegisterInput<V> {
    V next(V current);

    RegisterOutput<V> answer(V current);

    /** The value that the operation leaves in the register if it changes it. */
    Optional<V> installs();

    /** The value that the operation saw in the register; of one with unknown outcome, the value it depends on. */
    Optional<V> sees(Optional<RegisterOutput<V>> output);

    record Read<V>() implements RegisterInput<V> {
        @Override
        public V next(V current) {
            return current;
        }

        @Override
        public RegisterOutput<V> answer(V current) {
            return new RegisterOutput.Observed<>(current);
        }

        @Override
        public Optional<V> installs() {
            return Optional.empty();
        }

        @Override
        public Optional<V> sees(Optional<RegisterOutput<V>> output) {
            return output.flatMap(RegisterOutput::observed);
        }
    }

    record Write<V>(V value) implements RegisterInput<V> {
        @Override
        public V next(V current) {
            return value;
        }

        @Override
        public RegisterOutput<V> answer(V current) {
            return new RegisterOutput.Done<>();
        }

        @Override
        public Optional<V> installs() {
            return Optional.of(value);
        }

        @Override
        public Optional<V> sees(Optional<RegisterOutput<V>> output) {
            return Optional.empty();
        }
    }

    /** Writes {@code update} over {@code expected}; where it finds another value it changes nothing and shows that. */
    record CompareAndSet<V>(V expected, V update) implements RegisterInput<V> {
        @Override
        public V next(V current) {
            return current.equals(expected) ? update : current;
        }

        @Override
        public RegisterOutput<V> answer(V current) {
            return current.equals(expected) ? new RegisterOutput.Done<>() : new RegisterOutput.Observed<>(current);
        }

        @Override
        public Optional<V> installs() {
            return Optional.of(update);
        }

        @Override
        public Optional<V> sees(Optional<RegisterOutput<V>> output) {
            Optional<V> found = output.flatMap(RegisterOutput::observed);
            return found.isPresent() ? found : Optional.of(expected);
        }
    }
}
