package dev.pharos.kvstore.dbfile;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides the pages of a level among the branches above it. A branch is one page full, or as many pages as
 * two keys need: with a single child, a tree of long keys would never come to a root.
 */
final class BranchLayout {
    private static final int MIN_CHILDREN = 2;

    private final List<PageShape> children;
    private final int pageSize;

    private BranchLayout(Level below, int pageSize) {
        this.children = below.shapes();
        this.pageSize = pageSize;
    }

    /** The branches over a level of at least two pages. */
    static Level over(Level below, int pageSize) {
        return new BranchLayout(below, pageSize).level();
    }

    private Level level() {
        List<Integer> starts = starts();
        leaveNoChildAlone(starts);
        List<PageShape> shapes = new ArrayList<>(starts.size());
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : children.size();
            shapes.add(branch(starts.get(i), end));
        }
        return new Level(shapes);
    }

    /** The first child of each branch. */
    private List<Integer> starts() {
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        int start = 0;
        int bytes = PageFormat.HEADER_BYTES;
        for (int i = 0; i < children.size(); i++) {
            int child = elementBytes(children.get(i));
            boolean isFull = bytes + child > pageSize || i - start == PageFormat.MAX_COUNT;
            if (isFull && i - start >= MIN_CHILDREN) {
                start = i;
                starts.add(start);
                bytes = PageFormat.HEADER_BYTES;
            }
            bytes += child;
        }
        return starts;
    }

    private void leaveNoChildAlone(List<Integer> starts) {
        int last = starts.size() - 1;
        if (last == 0 || children.size() - starts.get(last) >= MIN_CHILDREN) {
            return;
        }
        int before = starts.get(last) - starts.get(last - 1);
        if (before > MIN_CHILDREN) {
            starts.set(last, starts.get(last) - 1);
        } else {
            starts.remove(last);
        }
    }

    private PageShape branch(int start, int end) {
        int bytes = PageFormat.HEADER_BYTES;
        for (PageShape child : children.subList(start, end)) {
            bytes += elementBytes(child);
        }
        return new PageShape(children.get(start).firstKey(), end - start, bytes);
    }

    private static int elementBytes(PageShape child) {
        return PageFormat.ELEMENT_BYTES + child.firstKey().length;
    }
}
