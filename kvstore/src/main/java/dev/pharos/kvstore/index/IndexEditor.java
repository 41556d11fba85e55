package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to an index. Nodes that the editor has made since the last publication it writes to, others it
 * copies first; so no published index ever changes.
 *
 * <p>Belongs to one thread.
 */
public final class IndexEditor {
    private final Shape shape;
    private final Draft draft = new Draft();
    private final LeafEdit leafEdit;

    /** Right of the node that the last step returned: what did not fit into it. */
    private final List<Sibling> overflow = new ArrayList<>();

    /** What the nodes of this round are marked with. */
    private Object mark = new Object();

    private KeyIndex published;
    private @Nullable Node root;
    private long entryCount;

    /** Whether the node that the last step returned may have become small enough to join a neighbour. */
    private boolean shrunk;

    IndexEditor(KeyIndex base) {
        this.shape = base.shape();
        this.leafEdit = new LeafEdit(shape, draft);
        this.published = base;
        this.root = base.root();
        this.entryCount = base.entryCount();
    }

    /** Adds a key, or replaces what is known of it. */
    public void put(IndexEntry entry) {
        draft.set(entry);
        if (root == null) {
            root = Leaf.single(mark, draft);
            entryCount = 1;
        } else {
            root = grow(put(root));
        }
    }

    /** Forgets a key; nothing happens when it is not there. */
    public void remove(Bytes key) {
        byte[] wanted = key.toByteArray();
        if (root != null && Tree.holds(root, wanted)) {
            entryCount--;
            root = lower(remove(root, wanted));
        }
    }

    /** As the edits so far have left it. */
    public @Nullable IndexEntry get(Bytes key) {
        return Tree.get(root, key);
    }

    public long liveCount() {
        return root == null ? 0 : root.live();
    }

    /** As the edits so far have left it. */
    public long count(KeyRange range) {
        return Tree.count(root, range);
    }

    /** As {@link KeyIndex#pairBytes}, as the edits so far have left it. */
    public long pairBytes(KeyRange range, long limit) {
        return Tree.pairBytes(root, range, limit);
    }

    /**
     * Over what the edits so far have left. Later edits do not show in it and do not disturb it; they copy
     * nodes anew, as after {@link #publish}.
     */
    public IndexCursor cursor(KeyRange range) {
        return publish().cursor(range);
    }

    /** What the edits so far have left, for ever. Takes constant time. */
    public KeyIndex publish() {
        if (published.root() != root) {
            published = new KeyIndex(shape, root, entryCount);
            mark = new Object();
        }
        return published;
    }

    private Node put(Node node) {
        if (node instanceof Leaf leaf) {
            return putIntoLeaf(leaf);
        }
        Inner inner = mine((Inner) node);
        int index = inner.childFor(draft.key());
        inner.set(index, put(inner.child(index)));
        return settle(inner, index);
    }

    private Node putIntoLeaf(Leaf leaf) {
        Leaf first = leafEdit.put(mark, leaf, overflow);
        entryCount += leafEdit.added() ? 1 : 0;
        shrunk = leafEdit.shrunk();
        return first;
    }

    private @Nullable Node remove(Node node, byte[] key) {
        if (node instanceof Leaf leaf) {
            return removeFromLeaf(leaf, leaf.find(key));
        }
        Inner inner = mine((Inner) node);
        int index = inner.childFor(key);
        Node child = remove(inner.child(index), key);
        if (child != null) {
            inner.set(index, child);
            return settle(inner, index);
        }
        shrunk = true;
        if (inner.size() == 1) {
            return null;
        }
        inner.remove(index);
        joinAround(inner, Math.max(0, index - 1), Math.max(0, index - 1));
        return inner;
    }

    private @Nullable Leaf removeFromLeaf(Leaf leaf, int index) {
        if (leaf.count() == 1) {
            return null;
        }
        Leaf mine = leaf.isOwnedBy(mark) ? leaf : leaf.copy(mark, 0);
        mine.remove(index);
        shrunk = true;
        return mine;
    }

    /** Takes in what overflowed, joins what shrank, and splits the node when it has grown too large. */
    private Inner settle(Inner inner, int index) {
        int before = inner.size();
        int last = index + overflow.size();
        if (!overflow.isEmpty()) {
            inner.insertBehind(index, overflow);
            overflow.clear();
            joinAround(inner, index, last);
        } else if (shrunk) {
            joinAround(inner, index, index);
        }
        shrunk = inner.size() < before;
        if (inner.size() > shape.fanout()) {
            overflow.add(inner.split(mark, cut(inner.size(), index, last)));
        }
        return inner;
    }

    /** Growth at an end leaves a full node behind, other growth two halves. */
    private int cut(int size, int first, int last) {
        if (last == size - 1) {
            return shape.fanout();
        }
        return first == 0 ? size - shape.fanout() : size / 2;
    }

    /** Joins neighbours among some children and those beside them. */
    private void joinAround(Inner inner, int first, int last) {
        int left = Math.max(0, first - 1);
        int end = last;
        while (left <= end && left + 1 < inner.size()) {
            if (joinWithNext(inner, left)) {
                end--;
            } else {
                left++;
            }
        }
    }

    private boolean joinWithNext(Inner parent, int index) {
        Node left = parent.child(index);
        Node right = parent.child(index + 1);
        Node joined;
        if (left instanceof Leaf leaf) {
            if (!Leaves.join(shape, leaf, (Leaf) right)) {
                return false;
            }
            joined = Leaves.joined(mark, leaf, (Leaf) right);
        } else {
            if (!shape.joins(((Inner) left).size() + ((Inner) right).size())) {
                return false;
            }
            joined = joined(mine((Inner) left), parent.separator(index), (Inner) right);
        }
        parent.remove(index + 1);
        parent.set(index, joined);
        return true;
    }

    private Inner joined(Inner left, byte[] separator, Inner right) {
        int seam = left.size();
        left.join(separator, right);
        joinAround(left, seam, seam);
        return left;
    }

    private Inner mine(Inner inner) {
        return inner.isOwnedBy(mark) ? inner : inner.copy(mark);
    }

    private @Nullable Node grow(Node top) {
        if (overflow.isEmpty()) {
            return lower(top);
        }
        Inner higher = new Inner(mark, shape, top);
        higher.insertBehind(0, overflow);
        joinAround(higher, 0, overflow.size());
        overflow.clear();
        return lower(higher);
    }

    private static @Nullable Node lower(@Nullable Node top) {
        Node node = top;
        while (node instanceof Inner inner && inner.size() == 1) {
            node = inner.child(0);
        }
        return node;
    }
}
