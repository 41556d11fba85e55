package dev.pharos.testkit.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Operations together with the one order in which they were invoked and returned.
 *
 * <p>That order is finer than the stamps: events of the same tick keep the order in which a recorder saw them. Where
 * only stamps are known ({@link #of}, {@link #merge}), an operation returning at the very moment another is invoked
 * counts as concurrent with it, which can hide a violation but never invents one.
 */
public final class History<I, O> {
    /** In order of invocation. */
    private final List<Operation<I, O>> operations;

    /** In order of time: twice the operation's position, plus one for its return. An unknown outcome has no return. */
    private final int[] events;

    History(List<Operation<I, O>> operations, int[] events) {
        this.operations = List.copyOf(operations);
        this.events = events;
    }

    public static <I, O> History<I, O> of(Collection<Operation<I, O>> operations) {
        List<Operation<I, O>> invoked = new ArrayList<>(operations);
        invoked.sort(Comparator.comparingLong(Operation::invokedAt));
        List<Integer> returned = positionsInOrderOfReturn(invoked);
        int[] events = new int[invoked.size() + returned.size()];
        int invocation = 0;
        int next = 0;
        for (int position : returned) {
            long returnedAt = invoked.get(position).returnedAt();
            while (invocation < invoked.size() && invoked.get(invocation).invokedAt() <= returnedAt) {
                events[next++] = invocationOf(invocation++);
            }
            events[next++] = returnOf(position);
        }
        while (invocation < invoked.size()) {
            events[next++] = invocationOf(invocation++);
        }
        return new History<>(invoked, events);
    }

    private static <I, O> List<Integer> positionsInOrderOfReturn(List<Operation<I, O>> operations) {
        List<Integer> positions = new ArrayList<>();
        for (int position = 0; position < operations.size(); position++) {
            if (!operations.get(position).isUnknown()) {
                positions.add(position);
            }
        }
        positions.sort(
                Comparator.comparingLong(position -> operations.get(position).returnedAt()));
        return positions;
    }

    /** Joins what several recorders saw; their stamps must come from one clock. */
    public static <I, O> History<I, O> merge(Collection<History<I, O>> histories) {
        List<Operation<I, O>> all = new ArrayList<>();
        histories.forEach(history -> all.addAll(history.operations));
        return of(all);
    }

    /** In order of invocation. */
    public List<Operation<I, O>> operations() {
        return operations;
    }

    /** How many invocations and returns there are together. */
    public int eventCount() {
        return events.length;
    }

    /** The position in {@link #operations} of the operation invoked or returned by the given event. */
    public int positionAt(int event) {
        return positionOf(events[event]);
    }

    public boolean isReturn(int event) {
        return (events[event] & 1) != 0;
    }

    /** One history for each distinct key, in order of first appearance, each keeping the order of this one. */
    public List<History<I, O>> splitBy(Function<? super Operation<I, O>, ?> key) {
        return new HistorySplit<>(this, key).parts();
    }

    static int invocationOf(int position) {
        return position << 1;
    }

    static int returnOf(int position) {
        return position << 1 | 1;
    }

    static int positionOf(int event) {
        return event >>> 1;
    }

    /** The same event of an operation that now stands elsewhere. */
    static int renumbered(int event, int position) {
        return position << 1 | (event & 1);
    }
}
