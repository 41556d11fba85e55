package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import org.jspecify.annotations.Nullable;

/** Questions to a root; null is the empty tree. */
final class Tree {
    private Tree() {}

    static @Nullable IndexEntry get(@Nullable Node root, Bytes key) {
        if (root == null) {
            return null;
        }
        byte[] wanted = key.toByteArray();
        Leaf leaf = leafFor(root, wanted);
        int index = leaf.find(wanted);
        return index < 0 ? null : leaf.entry(index);
    }

    static long count(@Nullable Node root, KeyRange range) {
        if (root == null || range.isEmpty()) {
            return 0;
        }
        if (range.isSingle()) {
            return countOne(root, range.key().toByteArray());
        }
        return rankOfEnd(root, range) - rank(root, range.key().toByteArray());
    }

    private static long rankOfEnd(Node root, KeyRange range) {
        return range.isOpenEnded() ? root.live() : rank(root, range.rangeEnd().toByteArray());
    }

    private static long countOne(Node root, byte[] key) {
        Leaf leaf = leafFor(root, key);
        int index = leaf.find(key);
        return index >= 0 && leaf.isLive(index) ? 1 : 0;
    }

    /** What the pairs of the first live keys of a range take; of all of them with a limit of 0. */
    static long pairBytes(@Nullable Node root, KeyRange range, long limit) {
        if (root == null || range.isEmpty()) {
            return 0;
        }
        if (range.isSingle()) {
            byte[] key = range.key().toByteArray();
            Leaf leaf = leafFor(root, key);
            int index = leaf.find(key);
            return index < 0 ? 0 : leaf.pairBytes(index);
        }
        long first = rank(root, range.key().toByteArray());
        long end = rankOfEnd(root, range);
        long last = limit > 0 && end - first > limit ? first + limit : end;
        return pairBytesOfFirst(root, last) - pairBytesOfFirst(root, first);
    }

    private static long pairBytesOfFirst(Node root, long liveKeys) {
        if (liveKeys == root.live()) {
            return root.pairBytes();
        }
        Node node = root;
        long left = liveKeys;
        long sum = 0;
        while (node instanceof Inner inner) {
            int child = 0;
            while (child < inner.size() - 1 && left >= inner.liveBelow(child)) {
                left -= inner.liveBelow(child);
                sum += inner.pairBytesBelow(child);
                child++;
            }
            node = inner.child(child);
        }
        return sum + ((Leaf) node).pairBytesOfFirst(left);
    }

    static boolean holds(Node root, byte[] key) {
        return leafFor(root, key).find(key) >= 0;
    }

    /** Live keys less than one. */
    private static long rank(Node root, byte[] key) {
        Node node = root;
        long before = 0;
        while (node instanceof Inner inner) {
            int child = inner.childFor(key);
            before += inner.liveBefore(child);
            node = inner.child(child);
        }
        Leaf leaf = (Leaf) node;
        return before + leaf.liveBelow(leaf.lowerBound(key));
    }

    private static Leaf leafFor(Node root, byte[] key) {
        Node node = root;
        while (node instanceof Inner inner) {
            node = inner.child(inner.childFor(key));
        }
        return (Leaf) node;
    }
}
