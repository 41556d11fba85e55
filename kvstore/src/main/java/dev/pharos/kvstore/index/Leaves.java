package dev.pharos.kvstore.index;

/** New leaves made of old ones. */
final class Leaves {
    private Leaves() {}

    static boolean admitInsertion(Shape shape, Leaf leaf, Draft draft) {
        return shape.admits(leaf.count() + 1, bytesWith(leaf, draft));
    }

    /** Bytes after an insertion. */
    static int bytesWith(Leaf leaf, Draft draft) {
        int prefix = leaf.commonPrefix(draft.key());
        return leaf.bytesWithPrefix(prefix) + draft.size(prefix) + Leaf.SLOT;
    }

    static boolean join(Shape shape, Leaf left, Leaf right) {
        int entries = left.count() + right.count();
        // Together they are no smaller than apart, but for one prefix.
        int least = left.bytes() + right.bytes() - right.prefix();
        return shape.joins(entries, least) && shape.joins(entries, joinedBytes(left, right));
    }

    static Leaf joined(Object owner, Leaf left, Leaf right) {
        Leaf joined = new Leaf(owner, left.key(0), left.commonPrefix(right), joinedBytes(left, right));
        appendAll(joined, left, 0, left.count());
        appendAll(joined, right, 0, right.count());
        return joined;
    }

    static Leaf part(Object owner, Leaf leaf, int from, int to) {
        int prefix = leaf.commonPrefix(from, to);
        int bytes = prefix + (to - from) * (Leaf.SLOT + leaf.prefix() - prefix);
        for (int i = from; i < to; i++) {
            bytes += leaf.size(i);
        }
        Leaf part = new Leaf(owner, leaf.key(from), prefix, bytes);
        appendAll(part, leaf, from, to);
        return part;
    }

    /** A leaf of the owner with these entries, ready to take the draft, whose key is not among them. */
    static Leaf inserted(Object owner, Leaf leaf, int index, Draft draft) {
        int prefix = leaf.commonPrefix(draft.key());
        Leaf target = leaf;
        if (prefix < leaf.prefix()) {
            target = new Leaf(owner, draft.key(), prefix, bytesWith(leaf, draft));
            appendAll(target, leaf, 0, leaf.count());
        } else if (!leaf.isOwnedBy(owner)) {
            target = leaf.copy(owner, draft.size(prefix) + Leaf.SLOT);
        }
        target.insert(index, draft);
        return target;
    }

    /** The right one with what separates it from the left one. */
    static Sibling sibling(Leaf left, Leaf right) {
        return new Sibling(KeyBytes.separator(left.key(left.count() - 1), right.key(0)), right);
    }

    private static int joinedBytes(Leaf left, Leaf right) {
        int prefix = left.commonPrefix(right);
        return left.bytesWithPrefix(prefix) + right.bytesWithPrefix(prefix) - prefix;
    }

    private static void appendAll(Leaf target, Leaf source, int from, int to) {
        for (int i = from; i < to; i++) {
            target.append(source, i);
        }
    }
}
