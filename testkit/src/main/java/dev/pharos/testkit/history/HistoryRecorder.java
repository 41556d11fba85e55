package dev.pharos.testkit.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what clients do, in the order in which it is told.
 *
 * <p>Owned by the thread that invokes through it first; {@link #history} may be called by any thread once that one has
 * finished. The stamps come from the given clock, which must not run backwards.
 */
public final class HistoryRecorder<I, O> {
    private final LongSupplier clock;
    private final int maxOperations;
    private final List<Invocation<I, O>> invocations = new ArrayList<>();
    private int[] events = new int[64];
    private int eventCount;
    private @Nullable Thread owner;

    public HistoryRecorder(LongSupplier clock, int maxOperations) {
        this.clock = clock;
        this.maxOperations = maxOperations;
    }

    /** Whether the next invocation would be refused. */
    public boolean isFull() {
        return invocations.size() >= maxOperations;
    }

    /**
     * To be called before the request leaves the client.
     *
     * @throws IllegalStateException if the recorder is full, since a history that misses an operation proves nothing
     */
    public Invocation<I, O> invoke(int client, I input) {
        assertOwner();
        if (isFull()) {
            throw new IllegalStateException("the history is full at " + maxOperations + " operations");
        }
        Invocation<I, O> invocation =
                new Invocation<>(this, invocations.size(), Operation.unknown(client, input, clock.getAsLong()));
        invocations.add(invocation);
        addEvent(History.invocationOf(invocation.position()));
        return invocation;
    }

    /** Everything so far. What has not returned yet has an unknown outcome. */
    public History<I, O> history() {
        int[] newPositions = new int[invocations.size()];
        List<Operation<I, O>> operations = new ArrayList<>(newPositions.length);
        for (Invocation<I, O> invocation : invocations) {
            newPositions[invocation.position()] = operations.size();
            if (!invocation.hasFailed()) {
                operations.add(invocation.operation());
            }
        }
        return new History<>(operations, eventsOfExecuted(newPositions));
    }

    private int[] eventsOfExecuted(int[] newPositions) {
        int[] kept = new int[eventCount];
        int count = 0;
        for (int event = 0; event < eventCount; event++) {
            int position = History.positionOf(events[event]);
            if (!invocations.get(position).hasFailed()) {
                kept[count++] = History.renumbered(events[event], newPositions[position]);
            }
        }
        return Arrays.copyOf(kept, count);
    }

    long returned(Invocation<I, O> invocation) {
        assertOwner();
        addEvent(History.returnOf(invocation.position()));
        return clock.getAsLong();
    }

    private void addEvent(int event) {
        if (eventCount == events.length) {
            events = Arrays.copyOf(events, 2 * eventCount);
        }
        events[eventCount++] = event;
    }

    void assertOwner() {
        Thread current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        }
        if (owner != current) {
            throw new IllegalStateException("recorder of " + owner + " used by " + current);
        }
    }
}
