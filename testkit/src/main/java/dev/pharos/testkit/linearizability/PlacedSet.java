package dev.pharos.testkit.linearizability;

/** The operations placed so far, as two bit sets, with a hash of the completed ones kept up to date. */
final class PlacedSet {
    private final int completedCount;
    private final long[] completed;
    private final long[] unknown;
    private long hash;

    PlacedSet(int completedCount, int unknownCount) {
        this.completedCount = completedCount;
        this.completed = new long[wordsFor(completedCount)];
        this.unknown = new long[wordsFor(unknownCount)];
    }

    static int wordsFor(int bits) {
        return (bits + Long.SIZE - 1) / Long.SIZE;
    }

    /** Adds the operation if it is absent and removes it if it is present. */
    void flip(int operation) {
        if (operation < completedCount) {
            completed[operation / Long.SIZE] ^= 1L << operation;
            hash ^= mix(operation + 1L);
        } else {
            int index = operation - completedCount;
            unknown[index / Long.SIZE] ^= 1L << index;
        }
    }

    boolean hasUnknown(int unknownIndex) {
        return ((unknown[unknownIndex / Long.SIZE] >>> unknownIndex) & 1) != 0;
    }

    /** The hash of the completed operations together with a state. */
    long hashWith(Object state) {
        return mix(hash + state.hashCode());
    }

    long[] completedWords() {
        return completed;
    }

    long[] unknownWords() {
        return unknown;
    }

    /** The finalizer of SplitMix64: every bit of the argument reaches every bit of the result. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
