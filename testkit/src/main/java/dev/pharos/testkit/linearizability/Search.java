package dev.pharos.testkit.linearizability;

import static dev.pharos.testkit.linearizability.PartLayout.NONE;

import dev.pharos.testkit.history.Operation;
import java.util.List;

/**
 * Looks for one order of a part's operations, depth first and without recursion. The package description says which
 * steps it leaves out and why.
 */
final class Search<S, I, O> {
    enum Outcome {
        FOUND,
        EXHAUSTED,
        OUT_OF_BUDGET
    }

    private final Model<S, I, O> model;
    private final PartLayout<I, O> layout;
    private final SearchMeter meter;
    private final Frontier frontier;
    private final SearchPath<S> path;
    private final FailedConfigurations<S> failed;
    private int mostCompletedPlaced = NONE;
    private int blocked = NONE;

    Search(Model<S, I, O> model, PartLayout<I, O> layout, SearchMeter meter) {
        this.model = model;
        this.layout = layout;
        this.meter = meter;
        this.frontier = new Frontier(layout);
        this.path = new SearchPath<>(model.initial());
        this.failed = new FailedConfigurations<>(layout, frontier.placed());
    }

    Outcome run() {
        while (!frontier.isComplete()) {
            if (!meter.spend()) {
                return Outcome.OUT_OF_BUDGET;
            }
            if (!advance() && !retreat()) {
                return Outcome.EXHAUSTED;
            }
        }
        return Outcome.FOUND;
    }

    private boolean advance() {
        if (placeReader()) {
            return true;
        }
        if (failed.contains(frontier.firstPending(), path.state())) {
            return false;
        }
        return placeFrom(frontier.firstCandidate()) || giveUp();
    }

    /** Takes moves back until one has an alternative, and makes that. */
    private boolean retreat() {
        noteLongest();
        while (!path.isEmpty()) {
            Move<S> last = path.pop();
            frontier.takeBack(last.operation());
            if (!last.forced() && (placeAlternative(last) || giveUp())) {
                return true;
            }
        }
        return false;
    }

    private boolean placeAlternative(Move<S> tried) {
        return placeChoice(tried.operation(), tried.successors(), tried.choice() + 1)
                || placeFrom(frontier.candidateAfter(tried.operation()));
    }

    private boolean giveUp() {
        failed.add(frontier.firstPending(), path.state());
        return false;
    }

    private boolean placeReader() {
        for (int operation = frontier.firstReader(); operation != NONE; operation = frontier.readerAfter(operation)) {
            List<S> successors = successors(path.state(), operation);
            if (!successors.isEmpty()) {
                place(new Move<>(operation, successors, 0, true));
                return true;
            }
        }
        return false;
    }

    /** Makes the first worthwhile move with the given candidate or one after it. */
    private boolean placeFrom(int candidate) {
        for (int operation = candidate; operation != NONE; operation = frontier.candidateAfter(operation)) {
            if (placeChoice(operation, successors(path.state(), operation), 0)) {
                return true;
            }
        }
        return false;
    }

    private boolean placeChoice(int operation, List<S> successors, int from) {
        for (int choice = from; choice < successors.size(); choice++) {
            if (isWorthwhile(operation, successors.get(choice))) {
                place(new Move<>(operation, successors, choice, false));
                return true;
            }
        }
        return false;
    }

    private void place(Move<S> move) {
        frontier.place(move.operation());
        path.push(move);
    }

    /** False for a move that an order with the fewest unknown operations can do without. */
    private boolean isWorthwhile(int operation, S next) {
        boolean unknown = layout.isUnknown(operation);
        if (unknown && next.equals(path.state())) {
            return false;
        }
        Move<S> last = path.last();
        if (last == null || !layout.isUnknown(last.operation())) {
            return true;
        }
        for (S withoutLast : successors(path.stateBeforeLast(), operation)) {
            boolean lastWasInVain = withoutLast.equals(next);
            boolean lastCanWait =
                    !unknown && successors(withoutLast, last.operation()).contains(next);
            if (lastWasInVain || lastCanWait) {
                return false;
            }
        }
        return true;
    }

    private List<S> successors(S state, int number) {
        Operation<I, O> operation = layout.operation(number);
        return operation.isUnknown()
                ? model.stepUnknown(state, operation.input())
                : model.step(state, operation.input(), operation.output().orElseThrow());
    }

    private void noteLongest() {
        if (frontier.completedPlaced() > mostCompletedPlaced) {
            mostCompletedPlaced = frontier.completedPlaced();
            blocked = frontier.firstToReturn();
            path.keepAsLongest();
        }
    }

    /** After {@link Outcome#FOUND}: the operations in the order found, unknown ones only where they were needed. */
    List<Operation<I, O>> order() {
        return path.moves().stream()
                .map(move -> layout.operation(move.operation()))
                .toList();
    }

    /** After {@link Outcome#EXHAUSTED}: the most operations that could be placed, each with the state it left. */
    List<Placement<I, O>> longestPrefix() {
        return path.longest().stream()
                .map(move -> new Placement<>(layout.operation(move.operation()), (Object) move.state()))
                .toList();
    }

    /** After {@link Outcome#EXHAUSTED}: the operation that had to come next after the longest prefix at the latest. */
    Operation<I, O> blocked() {
        return layout.operation(blocked);
    }
}
