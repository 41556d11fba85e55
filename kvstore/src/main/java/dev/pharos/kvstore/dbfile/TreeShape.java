package dev.pharos.kvstore.dbfile;

import java.util.ArrayList;
import java.util.List;

/** The levels of a tree, leaves first, root last. */
record TreeShape(List<Level> levels) {
    /** The first pass over the rows of a bucket. */
    static TreeShape of(BucketRows source, int pageSize) {
        LeafLayout leaves = new LeafLayout(pageSize);
        try (CheckedRows rows = new CheckedRows(source)) {
            while (rows.next()) {
                leaves.add(rows.key(), rows.bytesInLeaf());
            }
        }
        List<Level> levels = new ArrayList<>();
        Level top = leaves.finish();
        levels.add(top);
        while (!top.isRoot()) {
            top = BranchLayout.over(top, pageSize);
            levels.add(top);
        }
        return new TreeShape(levels);
    }

    Level leaves() {
        return levels.get(0);
    }

    /** Whether the tree is a leaf so small that etcd too keeps it inside the directory. */
    boolean fitsInline(int pageSize) {
        return levels.size() == 1 && leaves().shapes().get(0).bytes() <= pageSize / 4;
    }

    long pages(int pageSize) {
        long pages = 0;
        for (Level level : levels) {
            pages += level.pages(pageSize);
        }
        return pages;
    }
}
