package dev.pharos.testkit.linearizability;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moves made so far, and the longest that the path ever was when the search got stuck. */
final class SearchPath<S> {
    private final S initial;
    private final List<Move<S>> moves = new ArrayList<>();
    private final List<Move<S>> longest = new ArrayList<>();

    /** Invariant: up to here {@link #longest} and {@link #moves} agree. */
    private int shared;

    SearchPath(S initial) {
        this.initial = initial;
    }

    boolean isEmpty() {
        return moves.isEmpty();
    }

    void push(Move<S> move) {
        moves.add(move);
    }

    Move<S> pop() {
        shared = Math.min(shared, moves.size() - 1);
        return moves.remove(moves.size() - 1);
    }

    S state() {
        return stateAfter(moves.size());
    }

    @Nullable
    Move<S> last() {
        return moves.isEmpty() ? null : moves.get(moves.size() - 1);
    }

    S stateBeforeLast() {
        return stateAfter(moves.size() - 1);
    }

    private S stateAfter(int length) {
        return length == 0 ? initial : moves.get(length - 1).state();
    }

    /** Keeps the present moves as the longest; costs no more than was pushed since they were last kept. */
    void keepAsLongest() {
        longest.subList(shared, longest.size()).clear();
        longest.addAll(moves.subList(shared, moves.size()));
        shared = moves.size();
    }

    List<Move<S>> moves() {
        return moves;
    }

    List<Move<S>> longest() {
        return longest;
    }
}
