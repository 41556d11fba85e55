package dev.pharos.kvstore.index;

import java.util.ArrayList;
import java.util.List;

/** Puts a draft into a leaf, which becomes two or three when it does not fit. Belongs to one editor. */
final class LeafEdit {
    private final Shape shape;
    private final Draft draft;

    /** What the leaf has become, in order. */
    private final List<Leaf> leaves = new ArrayList<>();

    private Object mark = new Object();
    private boolean added;
    private boolean shrunk;

    LeafEdit(Shape shape, Draft draft) {
        this.shape = shape;
        this.draft = draft;
    }

    /** Returns the first leaf and adds the others to the list. */
    Leaf put(Object mark, Leaf leaf, List<Sibling> overflow) {
        this.mark = mark;
        leaves.clear();
        int index = leaf.find(draft.key());
        added = index < 0;
        shrunk = false;
        if (added) {
            insert(leaf, -1 - index);
        } else {
            replace(leaf, index);
        }
        for (int i = 1; i < leaves.size(); i++) {
            overflow.add(Leaves.sibling(leaves.get(i - 1), leaves.get(i)));
        }
        return leaves.get(0);
    }

    /** Whether the key was new. */
    boolean added() {
        return added;
    }

    /** Whether the leaf has fewer bytes than before. */
    boolean shrunk() {
        return shrunk;
    }

    private void insert(Leaf leaf, int index) {
        if (Leaves.admitInsertion(shape, leaf, draft)) {
            leaves.add(Leaves.inserted(mark, leaf, index, draft));
        } else if (index == 0 || index == leaf.count() || !insertIntoHalf(leaf, index)) {
            // At an end, so that keys that come in order leave full leaves behind; or the entry is very long.
            addPart(leaf, 0, index);
            leaves.add(Leaf.single(mark, draft));
            addPart(leaf, index, leaf.count());
        }
    }

    /** Does nothing when the draft is too long even for half a leaf. */
    private boolean insertIntoHalf(Leaf leaf, int index) {
        int cut = leaf.middle();
        Leaf left = Leaves.part(mark, leaf, 0, cut);
        Leaf right = Leaves.part(mark, leaf, cut, leaf.count());
        boolean intoLeft = index <= cut;
        if (!Leaves.admitInsertion(shape, intoLeft ? left : right, draft)) {
            return false;
        }
        leaves.add(intoLeft ? Leaves.inserted(mark, left, index, draft) : left);
        leaves.add(intoLeft ? right : Leaves.inserted(mark, right, index - cut, draft));
        return true;
    }

    private void addPart(Leaf leaf, int from, int to) {
        if (to - from == leaf.count()) {
            leaves.add(leaf);
        } else if (from < to) {
            leaves.add(Leaves.part(mark, leaf, from, to));
        }
    }

    private void replace(Leaf leaf, int index) {
        int more = draft.size(leaf.prefix()) - leaf.size(index);
        Leaf mine = leaf.isOwnedBy(mark) ? leaf : leaf.copy(mark, Math.max(0, more));
        if (shape.admits(leaf.count(), leaf.bytes() + more)) {
            mine.replace(index, draft);
            leaves.add(mine);
            shrunk = more < 0;
        } else {
            mine.remove(index);
            insert(mine, index);
        }
    }
}
