package dev.pharos.testkit.linearizability;

import java.util.List;

/**
 * One step of the search: an operation is placed next and leaves the chosen one of its possible states. A forced move
 * has no alternative worth trying.
 */
record Move<S>(int operation, List<S> successors, int choice, boolean forced) {
    S state() {
        return successors.get(choice);
    }
}
