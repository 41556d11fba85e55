package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an index of entries that come in the order of their keys, with nodes nine tenths full. Belongs to
 * one thread and makes one index.
 */
public final class IndexLoader {
    private final Shape shape;
    private final Object mark = new Object();
    private final Draft draft = new Draft();

    /** Full leaves and, last, the one that is being filled. */
    private final List<Sibling> leaves = new ArrayList<>();

    private @Nullable Leaf filling;
    private long entryCount;
    private boolean loaded;

    IndexLoader(Shape shape) {
        this.shape = shape;
    }

    /**
     * Adds the next entry.
     *
     * @throws IllegalArgumentException for a key that is not greater than the one before
     */
    public void add(IndexEntry entry) {
        if (loaded) {
            throw new IllegalStateException("The index is loaded");
        }
        draft.set(entry);
        Leaf last = filling;
        if (last == null) {
            begin(new byte[0]);
        } else {
            append(last, entry.key());
        }
        entryCount++;
    }

    private void append(Leaf last, Bytes key) {
        int count = last.count();
        if (last.compareKey(count - 1, draft.key(), 0, draft.key().length) >= 0) {
            throw new IllegalArgumentException(key + " is not greater than the key before");
        }
        if (shape.packs(count + 1, Leaves.bytesWith(last, draft))) {
            Leaf grown = Leaves.inserted(mark, last, count, draft);
            if (grown != last) {
                filling = grown;
                leaves.set(
                        leaves.size() - 1,
                        new Sibling(leaves.get(leaves.size() - 1).separator(), grown));
            }
        } else {
            byte[] separator = KeyBytes.separator(last.key(count - 1), draft.key());
            last.trim();
            begin(separator);
        }
    }

    private void begin(byte[] separator) {
        Leaf leaf = Leaf.single(mark, draft);
        filling = leaf;
        leaves.add(new Sibling(separator, leaf));
    }

    /** The index of all entries added; none can be added any more. */
    public KeyIndex load() {
        loaded = true;
        if (filling != null) {
            filling.trim();
        }
        List<Sibling> level = leaves;
        while (level.size() > 1) {
            level = parents(level);
        }
        return new KeyIndex(shape, level.isEmpty() ? null : level.get(0).node(), entryCount);
    }

    private List<Sibling> parents(List<Sibling> level) {
        List<Sibling> parents = new ArrayList<>();
        int step = shape.packedChildren();
        for (int from = 0; from < level.size(); from += step) {
            List<Sibling> children = level.subList(from, Math.min(level.size(), from + step));
            Inner parent = new Inner(mark, shape, children.get(0).node());
            parent.insertBehind(0, children.subList(1, children.size()));
            parents.add(new Sibling(children.get(0).separator(), parent));
        }
        return parents;
    }
}
