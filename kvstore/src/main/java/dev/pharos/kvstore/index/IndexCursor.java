package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the entries of a range, live and dead, in ascending order. Makes no object per entry but what
 * {@link #key} and {@link #entry} return.
 *
 * <p>Stands in front of the first entry until the first {@link #next}. What describes an entry may be asked
 * only after a {@code next} that returned true.
 */
public final class IndexCursor {
    private static final int EXPECTED_HEIGHT = 5;

    /** First key outside; null for none. */
    private final byte @Nullable [] end;

    private Inner[] path = new Inner[EXPECTED_HEIGHT];
    private int[] positions = new int[EXPECTED_HEIGHT];
    private int depth;

    private @Nullable Leaf leaf;
    private int index;

    /** Where the range ends in the leaf. */
    private int limit;

    private boolean standing;

    private final Numbers numbers = new Numbers();
    private boolean read;

    IndexCursor(@Nullable Node root, KeyRange range) {
        end = endOf(range);
        if (root != null && !range.isEmpty()) {
            byte[] first = range.key().toByteArray();
            Node node = root;
            while (node instanceof Inner inner) {
                int child = inner.childFor(first);
                push(inner, child);
                node = inner.child(child);
            }
            enter((Leaf) node, ((Leaf) node).lowerBound(first));
        }
    }

    private static byte @Nullable [] endOf(KeyRange range) {
        if (range.isOpenEnded()) {
            return null;
        }
        return (range.isSingle() ? range.key().successor() : range.rangeEnd()).toByteArray();
    }

    /** To the next entry; false, from then on, when there is none. */
    public boolean next() {
        read = false;
        while (leaf != null) {
            index++;
            if (index < limit) {
                standing = true;
                return true;
            }
            leaveLeaf();
        }
        standing = false;
        return false;
    }

    /** A key of its own. */
    public Bytes key() {
        return Bytes.wrapUnsafe(leaf().key(index));
    }

    public int keyLength() {
        return leaf().keyLength(index);
    }

    /**
     * Writes the key into an array.
     *
     * @throws IndexOutOfBoundsException when it does not fit
     */
    public void copyKeyTo(byte[] target, int at) {
        leaf().copyKey(index, target, at);
    }

    /** Negative, zero or positive as the key sorts before, at or behind the other one. */
    public int compareKey(byte[] other, int offset, int length) {
        return leaf().compareKey(index, other, offset, offset + length);
    }

    public boolean isLive() {
        return leaf().isLive(index);
    }

    public long modifiedRevision() {
        return numbers().modifiedRevision();
    }

    public int modifiedSub() {
        return numbers().modifiedSub();
    }

    public long createRevision() {
        return numbers().createRevision();
    }

    public long version() {
        return numbers().version();
    }

    public long pairBytes() {
        return numbers().pairBytes();
    }

    public IndexEntry entry() {
        return leaf().entry(index);
    }

    private Leaf leaf() {
        Leaf current = leaf;
        if (current == null || !standing) {
            throw new IllegalStateException("The cursor stands at no entry");
        }
        return current;
    }

    private Numbers numbers() {
        if (!read) {
            leaf().readNumbers(index, numbers);
            read = true;
        }
        return numbers;
    }

    private void enter(Leaf next, int first) {
        leaf = next;
        index = first - 1;
        limit = next.count();
        if (end != null && next.compareKey(limit - 1, end, 0, end.length) >= 0) {
            limit = next.lowerBound(end);
        }
    }

    /** To the front of the next leaf, or away. */
    private void leaveLeaf() {
        boolean past = leaf != null && limit < leaf.count();
        leaf = null;
        while (!past && depth > 0) {
            Inner parent = path[depth - 1];
            int child = ++positions[depth - 1];
            if (child < parent.size()) {
                descend(parent.child(child));
                return;
            }
            depth--;
        }
    }

    private void descend(Node from) {
        Node node = from;
        while (node instanceof Inner inner) {
            push(inner, 0);
            node = inner.child(0);
        }
        enter((Leaf) node, 0);
    }

    private void push(Inner inner, int child) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, 2 * depth);
            positions = Arrays.copyOf(positions, 2 * depth);
        }
        path[depth] = inner;
        positions[depth] = child;
        depth++;
    }
}
