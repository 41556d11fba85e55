package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * The keys as they were at one moment, each with its newest record. Never changes; any thread may ask.
 *
 * <p>Counts are of live keys. Everything else shows dead ones too: keys whose newest record is a deletion.
 */
public final class KeyIndex {
    public static final KeyIndex EMPTY = empty(Shape.DEFAULT);

    private final Shape shape;
    private final @Nullable Node root;
    private final long entryCount;

    KeyIndex(Shape shape, @Nullable Node root, long entryCount) {
        this.shape = shape;
        this.root = root;
        this.entryCount = entryCount;
    }

    static KeyIndex empty(Shape shape) {
        return new KeyIndex(shape, null, 0);
    }

    /** For keys that are known in their order. */
    public static IndexLoader loader() {
        return new IndexLoader(Shape.DEFAULT);
    }

    public long liveCount() {
        return root == null ? 0 : root.live();
    }

    /** Live keys and dead ones. */
    public long entryCount() {
        return entryCount;
    }

    public @Nullable IndexEntry get(Bytes key) {
        return Tree.get(root, key);
    }

    /** Live keys of a range, in logarithmic time. */
    public long count(KeyRange range) {
        return Tree.count(root, range);
    }

    /**
     * What the pairs of the first live keys of a range take, in logarithmic time.
     *
     * @param limit how many keys; 0 or less for all
     */
    public long pairBytes(KeyRange range, long limit) {
        return Tree.pairBytes(root, range, limit);
    }

    /** In front of the first entry of a range. */
    public IndexCursor cursor(KeyRange range) {
        return new IndexCursor(root, range);
    }

    /** An editor that starts with these entries; this index does not change with it. */
    public IndexEditor edit() {
        return new IndexEditor(this);
    }

    Shape shape() {
        return shape;
    }

    @Nullable
    Node root() {
        return root;
    }
}
