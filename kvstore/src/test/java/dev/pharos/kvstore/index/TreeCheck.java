package dev.pharos.kvstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/** What must be true of every tree, whatever happened to it. */
final class TreeCheck {
    private final Shape shape;
    private byte @Nullable [] previous;
    private long entries;
    private int leafDepth = -1;

    private TreeCheck(Shape shape) {
        this.shape = shape;
    }

    static void checkInvariants(KeyIndex index) {
        TreeCheck check = new TreeCheck(index.shape());
        Node root = index.root();
        long live = 0;
        if (root != null) {
            live = check.node(root, 0, null, null);
            assertThat(root instanceof Inner inner ? inner.size() : 2)
                    .as("children of the root")
                    .isGreaterThanOrEqualTo(2);
        }
        assertThat(index.entryCount()).isEqualTo(check.entries);
        assertThat(index.liveCount()).isEqualTo(live);
    }

    /** Levels of nodes. */
    static int height(KeyIndex index) {
        int height = 0;
        for (Node node = index.root(); node != null; node = node instanceof Inner inner ? inner.child(0) : null) {
            height++;
        }
        return height;
    }

    static int leaves(KeyIndex index) {
        Node root = index.root();
        return root == null ? 0 : leaves(root);
    }

    private static int leaves(Node node) {
        if (!(node instanceof Inner inner)) {
            return 1;
        }
        int sum = 0;
        for (int i = 0; i < inner.size(); i++) {
            sum += leaves(inner.child(i));
        }
        return sum;
    }

    private long node(Node node, int depth, byte @Nullable [] from, byte @Nullable [] to) {
        long live;
        if (node instanceof Leaf leaf) {
            assertThat(leafDepth < 0 ? depth : leafDepth).as("depth of leaves").isEqualTo(depth);
            leafDepth = depth;
            live = leaf(leaf, from, to);
        } else {
            live = inner((Inner) node, depth, from, to);
        }
        assertThat(node.live()).as("live keys of a node").isEqualTo(live);
        return live;
    }

    private long inner(Inner inner, int depth, byte @Nullable [] from, byte @Nullable [] to) {
        assertThat(inner.size()).as("children").isBetween(1, shape.fanout());
        long live = 0;
        long pairBytes = 0;
        for (int i = 0; i < inner.size(); i++) {
            assertThat(inner.liveBefore(i)).as("live keys before a child").isEqualTo(live);
            byte[] low = i == 0 ? from : inner.separator(i - 1);
            byte[] high = i == inner.size() - 1 ? to : inner.separator(i);
            if (low != null) {
                assertThat(inner.childFor(low)).as("child for its separator").isEqualTo(i);
            }
            long liveBelow = node(inner.child(i), depth + 1, low, high);
            assertThat(inner.liveBelow(i)).as("live keys below a child").isEqualTo(liveBelow);
            live += liveBelow;
            assertThat(inner.pairBytesBelow(i))
                    .as("bytes below a child")
                    .isEqualTo(inner.child(i).pairBytes());
            pairBytes += inner.pairBytesBelow(i);
            if (i > 0) {
                assertThat(joinable(inner.child(i - 1), inner.child(i)))
                        .as("two neighbours fit into one node")
                        .isFalse();
            }
        }
        assertThat(inner.pairBytes()).as("bytes of all pairs").isEqualTo(pairBytes);
        return live;
    }

    private boolean joinable(Node left, Node right) {
        if (left instanceof Leaf leaf) {
            return Leaves.join(shape, leaf, (Leaf) right);
        }
        return shape.joins(((Inner) left).size() + ((Inner) right).size());
    }

    private long leaf(Leaf leaf, byte @Nullable [] from, byte @Nullable [] to) {
        assertThat(leaf.count()).isPositive();
        assertThat(leaf.bytes()).isLessThanOrEqualTo(leaf.capacity());
        assertThat(shape.admits(leaf.count(), leaf.bytes()))
                .as("size of a leaf")
                .isTrue();
        long live = 0;
        long pairBytes = 0;
        int bytes = leaf.prefix() + leaf.count() * Leaf.SLOT;
        for (int i = 0; i < leaf.count(); i++) {
            byte[] key = leaf.key(i);
            require(previous == null || KeyBytes.compare(previous, key) < 0, "order");
            require(from == null || KeyBytes.compare(from, key) <= 0, "left separator");
            require(to == null || KeyBytes.compare(key, to) < 0, "right separator");
            require(leaf.find(key) == i, "search");
            require(leaf.liveBelow(i) == live, "live keys before an entry");
            live += leaf.isLive(i) ? 1 : 0;
            pairBytes += leaf.entry(i).pairBytes();
            require(leaf.pairBytesOfFirst(live) == pairBytes, "bytes up to an entry");
            bytes += leaf.size(i);
            previous = key;
        }
        assertThat(leaf.bytes()).as("bytes of a leaf").isEqualTo(bytes);
        assertThat(leaf.pairBytes()).as("bytes of all pairs of a leaf").isEqualTo(pairBytes);
        entries += leaf.count();
        return live;
    }

    /** Much cheaper than an assertion of the library, for what is asked of every entry. */
    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("broken: " + what);
        }
    }
}
