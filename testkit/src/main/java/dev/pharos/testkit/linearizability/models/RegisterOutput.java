package dev.pharos.testkit.linearizability.models;

import java.util.Optional;

/** What a register answers. */
public sealed interface RegisterOutput<V> {
    Optional<V> observed();

    /** A write, or a compare-and-set that found what it expected, has taken effect. */
    record Done<V>() implements RegisterOutput<V> {
        @Override
        public Optional<V> observed() {
            return Optional.empty();
        }
    }

    /** A read, or a compare-and-set that changed nothing, found this value. */
    record Observed<V>(V value) implements RegisterOutput<V> {
        @Override
        public Optional<V> observed() {
            return Optional.of(value);
        }
    }
}
