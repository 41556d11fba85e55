package dev.pharos.testkit.linearizability;

import static dev.pharos.testkit.linearizability.PartLayout.NONE;

/**
 * Which operations have been placed and which may come next. The candidates depend on the completed operations alone,
 * and those come first, so that a configuration using fewer unknown operations is tried before one using more.
 */
final class Frontier {
    private final PartLayout<?, ?> layout;
    private final PendingList pending;
    private final PlacedSet placed;
    private int completedPlaced;

    Frontier(PartLayout<?, ?> layout) {
        this.layout = layout;
        this.pending = new PendingList(layout);
        this.placed = new PlacedSet(layout.completedCount(), layout.unknownCount());
    }

    /** Unknown operations need no place, so the search is over when the completed ones have theirs. */
    boolean isComplete() {
        return pending.isEmpty();
    }

    int completedPlaced() {
        return completedPlaced;
    }

    PlacedSet placed() {
        return placed;
    }

    /** The pending operation invoked first. */
    int firstPending() {
        return pending.first();
    }

    /** The pending operation that must be placed before any that was invoked after its return. */
    int firstToReturn() {
        return layout.operationAt(pending.firstReturn());
    }

    void place(int operation) {
        placed.flip(operation);
        if (!layout.isUnknown(operation)) {
            pending.remove(operation);
            completedPlaced++;
        }
    }

    /** Undoes the latest placement that has not been undone. */
    void takeBack(int operation) {
        placed.flip(operation);
        if (!layout.isUnknown(operation)) {
            pending.restore(operation);
            completedPlaced--;
        }
    }

    int firstReader() {
        int first = pending.first();
        return layout.isReadOnly(first) ? first : readerAfter(first);
    }

    int readerAfter(int completed) {
        return pendingAfter(completed, true);
    }

    /** The first candidate that is no reader. */
    int firstCandidate() {
        int first = pending.first();
        return layout.isReadOnly(first) ? candidateAfter(first) : first;
    }

    int candidateAfter(int operation) {
        if (layout.isUnknown(operation)) {
            return unknownFrom(operation - layout.completedCount() + 1);
        }
        int completed = pendingAfter(operation, false);
        return completed == NONE ? unknownFrom(0) : completed;
    }

    private int pendingAfter(int completed, boolean readOnly) {
        int operation = pending.after(completed);
        while (operation != NONE && layout.isReadOnly(operation) != readOnly) {
            operation = pending.after(operation);
        }
        return operation;
    }

    private int unknownFrom(int from) {
        int firstReturn = pending.firstReturn();
        for (int index = from; index < layout.unknownCount(); index++) {
            if (layout.nodeAfterUnknown(index) > firstReturn) {
                return NONE;
            }
            int twin = layout.twin(index);
            if (!placed.hasUnknown(index) && (twin == NONE || placed.hasUnknown(twin))) {
                return layout.completedCount() + index;
            }
        }
        return NONE;
    }
}
