package dev.pharos.kvstore.dbfile;

import java.util.ArrayDeque;
import java.util.Deque;

/** The branches between the root of a tree and the place reached. Knows when a file leads in circles. */
final class TreePath {
    /** Deeper than a tree of at least two children per branch can be in any file. */
    static final int MAX_DEPTH = 40;

    private final FileWindow file;
    private final Meta meta;
    private final Deque<Step> steps = new ArrayDeque<>();

    /** A branch, its bounds, and the child taken. */
    private static final class Step {
        private final Page branch;
        private final KeyBounds bounds;
        private int index;

        Step(Page branch, KeyBounds bounds) {
            this.branch = branch;
            this.bounds = bounds;
        }
    }

    /** A page and what its keys must be. */
    record Place(Page page, KeyBounds bounds) {}

    TreePath(FileWindow file, Meta meta) {
        this.file = file;
        this.meta = meta;
    }

    /** Goes from a branch to its child. */
    Place descend(Place from, int index) {
        if (steps.size() == MAX_DEPTH) {
            throw from.page().damaged("the tree is more than " + MAX_DEPTH + " pages deep");
        }
        Step step = new Step(from.page(), from.bounds());
        step.index = index;
        steps.push(step);
        return child(step);
    }

    /** Whether there is a branch with a child to the right of the one taken. */
    boolean climb() {
        while (!steps.isEmpty()
                && steps.element().index + 1 == steps.element().branch.count()) {
            steps.pop();
        }
        return !steps.isEmpty();
    }

    /** After {@link #climb()}: goes to that child. */
    Place right() {
        Step step = steps.element();
        step.index++;
        return child(step);
    }

    private Place child(Step step) {
        KeyBounds bounds = step.bounds.ofChild(step.branch, step.index);
        long id = step.branch.child(step.index);
        Page page = Page.numbered(file, meta, id);
        for (Step above : steps) {
            if (above.branch.isSameAs(page)) {
                throw page.damaged("is below itself");
            }
        }
        return new Place(page, bounds);
    }
}
