package dev.pharos.kvstore.watch.match;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Ranges ordered by their first key; every node knows the farthest end below it, so that whole branches that
 * end before a key are passed over. Balanced as a treap: chance shapes it, so that no choice of ranges can
 * make it deep. What it answers, and in which order, does not depend on the shape.
 *
 * @param <T> what cares about a range
 */
final class RangeTree<T extends Ranged> {
    private final RandomGenerator random;
    private @Nullable Node<T> root;

    RangeTree(RandomGenerator random) {
        this.random = random;
    }

    /** Everything under one range. */
    private static final class Node<T extends Ranged> {
        final KeyRange range;
        final int priority;
        List<T> crowd;

        @Nullable
        Node<T> left;

        @Nullable
        Node<T> right;
        /** The farthest range end in this branch; null for an open one. */
        @Nullable
        Bytes farthest;

        Node(KeyRange range, T item, int priority) {
            this.range = range;
            this.priority = priority;
            this.crowd = List.of(item);
            this.farthest = end();
        }

        @Nullable
        Bytes end() {
            return range.isOpenEnded() ? null : range.rangeEnd();
        }

        Node<T> refreshed() {
            farthest = farther(end(), farther(farthestOf(left, end()), farthestOf(right, end())));
            return this;
        }

        private static @Nullable Bytes farthestOf(@Nullable Node<?> branch, @Nullable Bytes otherwise) {
            return branch == null ? otherwise : branch.farthest;
        }

        private static @Nullable Bytes farther(@Nullable Bytes one, @Nullable Bytes other) {
            if (one == null || other == null) {
                return null;
            }
            return one.compareTo(other) >= 0 ? one : other;
        }
    }

    boolean isEmpty() {
        return root == null;
    }

    void add(T item) {
        root = add(root, item);
    }

    private Node<T> add(@Nullable Node<T> node, T item) {
        if (node == null) {
            return new Node<>(item.range(), item, random.nextInt());
        }
        int order = compare(item.range(), node.range);
        if (order == 0) {
            node.crowd = Crowd.with(node.crowd, item);
            return node;
        }
        if (order < 0) {
            Node<T> grown = add(node.left, item);
            node.left = grown;
            return grown.priority > node.priority ? raisedLeft(node, grown) : node.refreshed();
        }
        Node<T> grown = add(node.right, item);
        node.right = grown;
        return grown.priority > node.priority ? raisedRight(node, grown) : node.refreshed();
    }

    private static <T extends Ranged> Node<T> raisedLeft(Node<T> node, Node<T> child) {
        node.left = child.right;
        child.right = node.refreshed();
        return child.refreshed();
    }

    private static <T extends Ranged> Node<T> raisedRight(Node<T> node, Node<T> child) {
        node.right = child.left;
        child.left = node.refreshed();
        return child.refreshed();
    }

    void remove(T item) {
        root = remove(root, item);
    }

    private @Nullable Node<T> remove(@Nullable Node<T> node, T item) {
        if (node == null) {
            return null;
        }
        int order = compare(item.range(), node.range);
        if (order == 0) {
            List<T> rest = Crowd.without(node.crowd, item);
            if (rest == null) {
                return joined(node.left, node.right);
            }
            node.crowd = rest;
            return node;
        }
        if (order < 0) {
            node.left = remove(node.left, item);
        } else {
            node.right = remove(node.right, item);
        }
        return node.refreshed();
    }

    private @Nullable Node<T> joined(@Nullable Node<T> lower, @Nullable Node<T> upper) {
        if (lower == null) {
            return upper;
        }
        if (upper == null) {
            return lower;
        }
        if (lower.priority > upper.priority) {
            lower.right = joined(lower.right, upper);
            return lower.refreshed();
        }
        upper.left = joined(lower, upper.left);
        return upper.refreshed();
    }

    List<T> with(KeyRange range) {
        Node<T> node = root;
        while (node != null) {
            int order = compare(range, node.range);
            if (order == 0) {
                return node.crowd;
            }
            node = order < 0 ? node.left : node.right;
        }
        return List.of();
    }

    void match(Bytes key, Consumer<? super T> visitor) {
        match(root, key, visitor);
    }

    private void match(@Nullable Node<T> node, Bytes key, Consumer<? super T> visitor) {
        if (node == null || !reaches(node.farthest, key)) {
            return;
        }
        match(node.left, key, visitor);
        if (node.range.key().compareTo(key) <= 0) {
            if (reaches(node.end(), key)) {
                node.crowd.forEach(visitor);
            }
            match(node.right, key, visitor);
        }
    }

    private static boolean reaches(@Nullable Bytes end, Bytes key) {
        return end == null || key.compareTo(end) < 0;
    }

    private static int compare(KeyRange one, KeyRange other) {
        int byKey = one.key().compareTo(other.key());
        return byKey != 0 ? byKey : one.rangeEnd().compareTo(other.rangeEnd());
    }
}
