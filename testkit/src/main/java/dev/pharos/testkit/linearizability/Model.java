package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.History;
import java.util.List;
import java.util.function.Predicate;

/**
 * The sequential behaviour of an object. States and inputs are immutable and compare by {@code equals}; a method gives
 * the same answer every time it is asked.
 */
public interface Model<S, I, O> {
    S initial();

    /**
     * Every state the object may be in after it took {@code input} in {@code state} and answered {@code output}; none
     * if it could not have answered so.
     */
    List<S> step(S state, I input, O output);

    /** Every state the object may be in after it took {@code input} in {@code state}, whatever it answered. */
    List<S> stepUnknown(S state, I input);

    /** Whether an operation that got {@code output} leaves every state in which it is legal as it was. */
    default boolean isReadOnly(I input, O output) {
        return false;
    }

    /**
     * Recognises the inputs whose effect no operation of {@code part} could have seen; operations of unknown outcome
     * with such an input are left out of the search.
     *
     * <p>That is sound where an operation either sees the current value or overwrites it unseen. Take an order in which
     * an unknown operation installs a value that no answer shows and no condition asks for. From there to the next
     * write nobody looks, so the order stands without it. Equal values written twice only make this rarer to apply; a
     * test that writes unique values gets the most from it.
     */
    default Predicate<I> unobservableIn(History<I, O> part) {
        return input -> false;
    }

    /** Splits a history so that it is linearizable exactly when every part is, each from the initial state. */
    default List<History<I, O>> partition(History<I, O> history) {
        return List.of(history);
    }
}
