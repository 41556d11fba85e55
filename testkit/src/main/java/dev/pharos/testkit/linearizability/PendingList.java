package dev.pharos.testkit.linearizability;

/**
 * The calls and returns of completed operations not placed yet, linked in order of time (Lowe 2017, 3.1): taking one
 * out and putting it back are a handful of writes. The calls before the first return are the operations that may come
 * next.
 */
final class PendingList {
    private static final int HEAD = 0;

    private final PartLayout<?, ?> layout;
    private final int end;
    private final int[] next;
    private final int[] previous;

    PendingList(PartLayout<?, ?> layout) {
        this.layout = layout;
        this.end = 2 * layout.completedCount() + 1;
        this.next = new int[end + 1];
        this.previous = new int[end + 1];
        for (int node = HEAD; node < end; node++) {
            next[node] = node + 1;
            previous[node + 1] = node;
        }
    }

    boolean isEmpty() {
        return next[HEAD] == end;
    }

    /** The operation invoked first. */
    int first() {
        return layout.operationAt(next[HEAD]);
    }

    /** The operation invoked next after a pending one if it may come next as well, or {@link PartLayout#NONE}. */
    int after(int operation) {
        int node = next[layout.callNode(operation)];
        return layout.isReturn(node) ? PartLayout.NONE : layout.operationAt(node);
    }

    /** The return before which every candidate was invoked. */
    int firstReturn() {
        int node = next[HEAD];
        while (!layout.isReturn(node)) {
            node = next[node];
        }
        return node;
    }

    void remove(int operation) {
        unlink(layout.callNode(operation));
        unlink(layout.returnNode(operation));
    }

    /** Undoes the latest removal that has not been undone. */
    void restore(int operation) {
        relink(layout.returnNode(operation));
        relink(layout.callNode(operation));
    }

    private void unlink(int node) {
        next[previous[node]] = next[node];
        previous[next[node]] = previous[node];
    }

    private void relink(int node) {
        next[previous[node]] = node;
        previous[next[node]] = node;
    }
}
