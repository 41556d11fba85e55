package dev.pharos.kvstore.index;

/**
 * A part of the tree. Its owner is the mark of the editor's present round: that editor alone may write to it.
 * With the publication the editor takes a new mark, and from then on nobody writes to the node.
 */
abstract class Node {
    private final Object owner;

    Node(Object owner) {
        this.owner = owner;
    }

    final boolean isOwnedBy(Object mark) {
        return owner == mark;
    }

    /** Live keys in and below the node. */
    abstract long live();

    /** The sum of what their pairs take. */
    abstract long pairBytes();
}
