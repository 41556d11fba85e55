package dev.pharos.testkit.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Deals the operations of a history out to parts, and then its events, so that order survives without sorting. */
final class HistorySplit<I, O> {
    private final History<I, O> whole;
    private final int[] partOf;
    private final int[] positionInPart;
    private final List<List<Operation<I, O>>> operations = new ArrayList<>();

    HistorySplit(History<I, O> whole, Function<? super Operation<I, O>, ?> key) {
        this.whole = whole;
        this.partOf = new int[whole.operations().size()];
        this.positionInPart = new int[partOf.length];
        Map<Object, Integer> parts = new HashMap<>();
        for (int position = 0; position < partOf.length; position++) {
            Operation<I, O> operation = whole.operations().get(position);
            int part = parts.computeIfAbsent(key.apply(operation), ignored -> addPart());
            partOf[position] = part;
            positionInPart[position] = operations.get(part).size();
            operations.get(part).add(operation);
        }
    }

    private int addPart() {
        operations.add(new ArrayList<>());
        return operations.size() - 1;
    }

    List<History<I, O>> parts() {
        int[][] events = new int[operations.size()][];
        int[] eventCounts = new int[events.length];
        for (int part = 0; part < events.length; part++) {
            events[part] = new int[2 * operations.get(part).size()];
        }
        for (int event = 0; event < whole.eventCount(); event++) {
            int position = whole.positionAt(event);
            int part = partOf[position];
            int inPart = positionInPart[position];
            events[part][eventCounts[part]++] =
                    whole.isReturn(event) ? History.returnOf(inPart) : History.invocationOf(inPart);
        }
        List<History<I, O>> histories = new ArrayList<>(events.length);
        for (int part = 0; part < events.length; part++) {
            histories.add(new History<>(operations.get(part), Arrays.copyOf(events[part], eventCounts[part])));
        }
        return histories;
    }
}
