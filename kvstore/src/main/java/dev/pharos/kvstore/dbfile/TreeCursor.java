package dev.pharos.kvstore.dbfile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Walks over the leaves of a tree and checks that its keys ascend. */
final class TreeCursor implements RowCursor {
    private final ElementKind kind;
    private final TreePath path;
    private TreePath.Place place;
    private Page leaf;
    private int index = -1;
    private byte @Nullable [] key;

    TreeCursor(Tree tree, ElementKind kind) {
        this.kind = kind;
        this.path = tree.path();
        this.place = leftmost(tree.root());
        this.leaf = place.page();
    }

    @Override
    public boolean next() {
        while (index + 1 >= leaf.count()) {
            if (!path.climb()) {
                return false;
            }
            place = leftmost(path.right());
            leaf = place.page();
            index = -1;
        }
        index++;
        leaf.expectKind(index, kind);
        key = ascending(leaf.key(index));
        return true;
    }

    private TreePath.Place leftmost(TreePath.Place from) {
        TreePath.Place at = from;
        while (!at.page().isLeaf()) {
            at = path.descend(at, 0);
        }
        return at;
    }

    private byte[] ascending(byte[] next) {
        boolean isOrdered = index == 0 || key == null || Arrays.compareUnsigned(key, next) < 0;
        if (!isOrdered || place.bounds().isAbove(next) || place.bounds().isBelow(next)) {
            throw leaf.damaged("key " + index + " is out of order");
        }
        return next;
    }

    @Override
    public byte[] key() {
        if (key == null) {
            throw new IllegalStateException("before the first row");
        }
        return key;
    }

    @Override
    public byte[] value() {
        return leaf.value(index);
    }

    @Override
    public int valueBytes() {
        return leaf.valueBytes(index);
    }

    /** Where in the file the value is. */
    long valueStart() {
        return leaf.valueStart(index);
    }

    /** Nothing is held: the file belongs to {@link DbFile}. */
    @Override
    public void close() {}
}
