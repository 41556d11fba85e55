package dev.pharos.kvstore.index;

import java.util.List;

/**
 * Children, the separators between them, and below each the live keys and what their pairs take. Separator {@code
 * i} is greater than every key below child {@code i} and not greater than any below child {@code i + 1}.
 */
final class Inner extends Node {
    /** A child may become three before the node is split. */
    private static final int ROOM = 2;

    private final Node[] children;
    private final byte[][] separators;
    private final long[] liveBelow;
    private final long[] pairBytesBelow;

    /** Of each separator, eight bytes behind what all have in common. */
    private final long[] heads;

    private int common;
    private int size;
    private long live;
    private long pairBytes;

    private Inner(Object owner, int capacity) {
        super(owner);
        children = new Node[capacity];
        liveBelow = new long[capacity];
        pairBytesBelow = new long[capacity];
        separators = new byte[capacity - 1][];
        heads = new long[capacity - 1];
    }

    /** With a first child; more are to follow. */
    Inner(Object owner, Shape shape, Node first) {
        this(owner, shape.fanout() + ROOM);
        put(0, first);
        size = 1;
    }

    Inner copy(Object owner) {
        Inner copy = new Inner(owner, children.length);
        copy.take(this, 0, size);
        System.arraycopy(heads, 0, copy.heads, 0, size - 1);
        copy.common = common;
        return copy;
    }

    int size() {
        return size;
    }

    @Override
    long live() {
        return live;
    }

    @Override
    long pairBytes() {
        return pairBytes;
    }

    Node child(int index) {
        return children[index];
    }

    byte[] separator(int index) {
        return separators[index];
    }

    /** Live keys below the children before an index. */
    long liveBefore(int index) {
        long sum = 0;
        for (int i = 0; i < index; i++) {
            sum += liveBelow[i];
        }
        return sum;
    }

    /** What the pairs below a child take. */
    long pairBytesBelow(int index) {
        return pairBytesBelow[index];
    }

    long liveBelow(int index) {
        return liveBelow[index];
    }

    /** Index of the child below which the key is, or would be. */
    int childFor(byte[] key) {
        if (size == 1) {
            return 0;
        }
        int same = KeyBytes.common(separators[0], common, key, key.length);
        if (same < common) {
            boolean before = same == key.length || (key[same] & 0xff) < (separators[0][same] & 0xff);
            return before ? 0 : size - 1;
        }
        long head = KeyBytes.longHead(key, common);
        int low = 0;
        int high = size - 2;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(heads[middle], head);
            if (order == 0) {
                order = KeyBytes.compare(separators[middle], key);
            }
            if (order <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** For the owner, as all that follows. */
    void set(int index, Node child) {
        live -= liveBelow[index];
        pairBytes -= pairBytesBelow[index];
        put(index, child);
    }

    /** Puts nodes behind a child, which they were split from. */
    void insertBehind(int index, List<Sibling> nodes) {
        int more = nodes.size();
        int target = index + 1 + more;
        System.arraycopy(children, index + 1, children, target, size - index - 1);
        System.arraycopy(liveBelow, index + 1, liveBelow, target, size - index - 1);
        System.arraycopy(pairBytesBelow, index + 1, pairBytesBelow, target, size - index - 1);
        System.arraycopy(separators, index, separators, index + more, size - index - 1);
        for (int i = 0; i < more; i++) {
            Sibling sibling = nodes.get(i);
            separators[index + i] = sibling.separator();
            put(index + 1 + i, sibling.node());
        }
        size += more;
        renewHeads();
    }

    void remove(int index) {
        live -= liveBelow[index];
        pairBytes -= pairBytesBelow[index];
        System.arraycopy(children, index + 1, children, index, size - index - 1);
        System.arraycopy(liveBelow, index + 1, liveBelow, index, size - index - 1);
        System.arraycopy(pairBytesBelow, index + 1, pairBytesBelow, index, size - index - 1);
        int separator = Math.max(0, index - 1);
        System.arraycopy(separators, separator + 1, separators, separator, Math.max(0, size - 2 - separator));
        truncate(size - 1);
    }

    /** Takes the children of the next node. */
    void join(byte[] separator, Inner next) {
        separators[size - 1] = separator;
        take(next, 0, next.size);
        renewHeads();
    }

    /** Keeps the children before an index and gives the others away. */
    Sibling split(Object owner, int index) {
        Inner right = new Inner(owner, children.length);
        right.take(this, index, size);
        right.renewHeads();
        byte[] separator = separators[index - 1];
        live -= right.live;
        pairBytes -= right.pairBytes;
        truncate(index);
        return new Sibling(separator, right);
    }

    private void take(Inner source, int from, int to) {
        System.arraycopy(source.children, from, children, size, to - from);
        System.arraycopy(source.liveBelow, from, liveBelow, size, to - from);
        System.arraycopy(source.pairBytesBelow, from, pairBytesBelow, size, to - from);
        System.arraycopy(source.separators, from, separators, size, to - from - 1);
        for (int i = from; i < to; i++) {
            live += source.liveBelow[i];
            pairBytes += source.pairBytesBelow[i];
        }
        size += to - from;
    }

    private void put(int index, Node child) {
        children[index] = child;
        liveBelow[index] = child.live();
        pairBytesBelow[index] = child.pairBytes();
        live += child.live();
        pairBytes += child.pairBytes();
    }

    /** Drops references from there on, so that nothing stays alive that is not in the tree. */
    // A node has nothing there that anyone reads.
    @SuppressWarnings("NullAway")
    private void truncate(int newSize) {
        for (int i = newSize; i < size; i++) {
            children[i] = null;
            separators[Math.max(0, i - 1)] = null;
        }
        size = newSize;
        renewHeads();
    }

    private void renewHeads() {
        int last = size - 2;
        if (last < 0) {
            return;
        }
        byte[] least = separators[0];
        byte[] greatest = separators[last];
        common = KeyBytes.common(least, least.length, greatest, greatest.length);
        for (int i = 0; i <= last; i++) {
            heads[i] = KeyBytes.longHead(separators[i], common);
        }
    }
}
