package dev.pharos.kvstore.index;

/**
 * The size of nodes. A leaf with one entry may have any number of bytes.
 *
 * @param fanout children of an inner node
 */
record Shape(int leafBytes, int leafEntries, int fanout) {
    static final Shape DEFAULT = new Shape(4096, 128, 64);

    /** Slots hold offsets of 16 bits. */
    private static final int MAX_LEAF_BYTES = 1 << 15;

    /** A leaf becomes three at most, so that a new root has three children. */
    private static final int MIN_FANOUT = 4;

    Shape {
        if (leafBytes < 1 || leafBytes > MAX_LEAF_BYTES || leafEntries < 2 || fanout < MIN_FANOUT) {
            throw new IllegalArgumentException("No tree of " + leafBytes + ", " + leafEntries + ", " + fanout);
        }
    }

    boolean admits(int entries, int bytes) {
        return entries == 1 || (entries <= leafEntries && bytes <= leafBytes);
    }

    /** Whether a leaf that is loaded, and not edited yet, may grow to this size. */
    boolean packs(int entries, int bytes) {
        return entries == 1 || (entries <= packed(leafEntries) && bytes <= packed(leafBytes));
    }

    int packedChildren() {
        return packed(fanout);
    }

    /** Whether two leaves should be one of this size. */
    boolean joins(int entries, int bytes) {
        return entries <= joined(leafEntries) && bytes <= joined(leafBytes);
    }

    boolean joins(int children) {
        return children <= joined(fanout);
    }

    private static int packed(int limit) {
        return limit * 9 / 10;
    }

    private static int joined(int limit) {
        return limit * 3 / 4;
    }
}
