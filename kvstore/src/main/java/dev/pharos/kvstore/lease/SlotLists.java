package dev.pharos.kvstore.lease;

import java.util.Arrays;

/**
 * A fixed number of lists, of which each slot is in at most one. Every step takes the same time.
 *
 * <p>Guarded by the lock of the book.
 */
final class SlotLists {
    static final int NONE = -1;

    /** The lists' own nodes come first, then the slots. Rings: a node that is alone points to itself. */
    private final int lists;

    private int[] nexts;
    private int[] previouses;

    SlotLists(int lists, int slots) {
        this.lists = lists;
        this.nexts = new int[lists + slots];
        this.previouses = new int[lists + slots];
        isolate(0);
    }

    void makeRoom(int slots) {
        int old = nexts.length;
        if (lists + slots > old) {
            int length = lists + Math.max(slots, SlotIndex.grown(old - lists));
            nexts = Arrays.copyOf(nexts, length);
            previouses = Arrays.copyOf(previouses, length);
            isolate(old);
        }
    }

    private void isolate(int from) {
        for (int node = from; node < nexts.length; node++) {
            nexts[node] = node;
            previouses[node] = node;
        }
    }

    /** The first slot of a list, NONE if it is empty. */
    int first(int list) {
        int next = nexts[list];
        return next == list ? NONE : next - lists;
    }

    /** At the end, out of the list it was in. */
    void append(int list, int slot) {
        remove(slot);
        link(lists + slot, previouses[list], list);
    }

    /** At the front, out of the list it was in. */
    void prepend(int list, int slot) {
        remove(slot);
        link(lists + slot, list, nexts[list]);
    }

    void remove(int slot) {
        int node = lists + slot;
        nexts[previouses[node]] = nexts[node];
        previouses[nexts[node]] = previouses[node];
        nexts[node] = node;
        previouses[node] = node;
    }

    /** Everything, to a list that is empty. */
    void moveAll(int from, int to) {
        if (nexts[from] != from) {
            int first = nexts[from];
            int last = previouses[from];
            nexts[from] = from;
            previouses[from] = from;
            nexts[to] = first;
            previouses[to] = last;
            previouses[first] = to;
            nexts[last] = to;
        }
    }

    private void link(int node, int previous, int next) {
        nexts[node] = next;
        previouses[node] = previous;
        nexts[previous] = node;
        previouses[next] = node;
    }
}
