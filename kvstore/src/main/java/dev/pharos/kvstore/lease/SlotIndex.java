package dev.pharos.kvstore.lease;

/**
 * A hash table of slots: the things looked for lie in arrays of the subclass, the table knows only their
 * places. Open addressing with linear probing; at most half full.
 *
 * <p>Guarded by the lock of the book.
 */
abstract class SlotIndex {
    static final int NONE = -1;
    private static final int LEAST_CELLS = 16;

    /** A slot plus one; 0 for a free cell. Its length is a power of two. */
    private int[] cells = new int[LEAST_CELLS];

    private int size;

    /** Well mixed in all its bits, and the same as long as the slot is in the table. */
    abstract int hashOf(int slot);

    final int size() {
        return size;
    }

    /** Where to start looking for what has this hash. */
    final int home(int hash) {
        return hash & (cells.length - 1);
    }

    final int after(int cell) {
        return (cell + 1) & (cells.length - 1);
    }

    /** The slot in a cell; NONE where the search ends. */
    final int slotAt(int cell) {
        return cells[cell] - 1;
    }

    final void enter(int slot) {
        if (2 * (size + 1) > cells.length) {
            grow();
        }
        put(slot);
        size++;
    }

    /** Moves later ones up, so that no search breaks off at the hole. */
    final void leave(int slot) {
        int hole = home(hashOf(slot));
        while (slotAt(hole) != slot) {
            hole = after(hole);
        }
        int mask = cells.length - 1;
        for (int at = after(hole); cells[at] != 0; at = after(at)) {
            int home = home(hashOf(slotAt(at)));
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                cells[hole] = cells[at];
                hole = at;
            }
        }
        cells[hole] = 0;
        size--;
    }

    private void put(int slot) {
        int cell = home(hashOf(slot));
        while (cells[cell] != 0) {
            cell = after(cell);
        }
        cells[cell] = slot + 1;
    }

    private void grow() {
        int[] old = cells;
        cells = new int[2 * old.length];
        for (int cell : old) {
            if (cell != 0) {
                put(cell - 1);
            }
        }
    }

    static int grown(int length) {
        return Math.addExact(length, length / 2);
    }
}
