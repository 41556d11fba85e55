package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import java.util.Arrays;
import java.util.List;

/** The definition, word for word: tries every order of the operations, with every choice of unknown ones. */
final class BruteForce<S, I, O> {
    private final Model<S, I, O> model;
    private final List<Operation<I, O>> operations;
    private final int[] calledAt;
    private final int[] returnedAt;
    private final boolean[] placed;

    private BruteForce(Model<S, I, O> model, History<I, O> history) {
        this.model = model;
        this.operations = history.operations();
        this.calledAt = new int[operations.size()];
        this.returnedAt = new int[operations.size()];
        this.placed = new boolean[operations.size()];
        Arrays.fill(returnedAt, Integer.MAX_VALUE);
        for (int event = 0; event < history.eventCount(); event++) {
            int[] times = history.isReturn(event) ? returnedAt : calledAt;
            times[history.positionAt(event)] = event;
        }
    }

    static <S, I, O> boolean isLinearizable(Model<S, I, O> model, History<I, O> history) {
        return new BruteForce<>(model, history).canContinue(model.initial());
    }

    private boolean canContinue(S state) {
        if (allCompletedArePlaced()) {
            return true;
        }
        for (int next = 0; next < placed.length; next++) {
            if (!placed[next] && mayComeNext(next) && canContinueWith(next, state)) {
                return true;
            }
        }
        return false;
    }

    private boolean canContinueWith(int next, S state) {
        Operation<I, O> operation = operations.get(next);
        List<S> successors = operation.isUnknown()
                ? model.stepUnknown(state, operation.input())
                : model.step(state, operation.input(), operation.output().orElseThrow());
        placed[next] = true;
        boolean found = successors.stream().anyMatch(this::canContinue);
        placed[next] = false;
        return found;
    }

    private boolean allCompletedArePlaced() {
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i] && !operations.get(i).isUnknown()) {
                return false;
            }
        }
        return true;
    }

    private boolean mayComeNext(int next) {
        for (int other = 0; other < placed.length; other++) {
            if (!placed[other] && returnedAt[other] < calledAt[next]) {
                return false;
            }
        }
        return true;
    }
}
