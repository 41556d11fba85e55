package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a part is not linearizable: the longest prefix of an order that exists, and the operation that cannot follow it
 * although everything else that may come next has been tried and it must be placed before it returns.
 */
public record Counterexample<I, O>(
        int partIndex, History<I, O> part, List<Placement<I, O>> prefix, Operation<I, O> blocked) {
    private static final int SHOWN = 8;

    /** The end of the prefix with its states, the blocked operation, and a drawing of both with their neighbours. */
    public String describe() {
        List<Placement<I, O>> shown = prefix.subList(Math.max(0, prefix.size() - SHOWN), prefix.size());
        StringBuilder text = new StringBuilder("not linearizable: part " + (partIndex + 1) + ", "
                + part.operations().size() + " operations, of which " + prefix.size() + " could be placed in order\n");
        if (shown.size() < prefix.size()) {
            text.append("  ...\n");
        }
        for (Placement<I, O> placement : shown) {
            text.append("  ").append(placement.operation());
            text.append("   leaves ").append(placement.stateAfter()).append('\n');
        }
        text.append("no place for\n  ").append(blocked).append('\n');
        return text.append("in time\n")
                .append(Timeline.draw(neighbourhood(shown)))
                .toString();
    }

    private List<Operation<I, O>> neighbourhood(List<Placement<I, O>> shown) {
        List<Operation<I, O>> neighbours = new ArrayList<>();
        shown.forEach(placement -> neighbours.add(placement.operation()));
        for (Operation<I, O> operation : part.operations()) {
            boolean overlapsBlocked =
                    operation.invokedAt() <= blocked.returnedAt() && operation.returnedAt() >= blocked.invokedAt();
            if (overlapsBlocked && neighbours.size() < 2 * SHOWN && !neighbours.contains(operation)) {
                neighbours.add(operation);
            }
        }
        if (!neighbours.contains(blocked)) {
            neighbours.add(blocked);
        }
        return neighbours;
    }
}
