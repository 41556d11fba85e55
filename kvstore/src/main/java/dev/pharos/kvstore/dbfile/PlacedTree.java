package dev.pharos.kvstore.dbfile;

import java.util.List;

/**
 * A tree whose pages have their numbers: they follow one another from {@code firstPage} on, leaves first,
 * root last.
 */
record PlacedTree(BucketRows source, ElementKind kind, TreeShape shape, long firstPage) {
    long rootPage(int pageSize) {
        Level top = shape.levels().get(shape.levels().size() - 1);
        return firstPage + shape.pages(pageSize) - top.pages(pageSize);
    }

    /** The second pass over the rows. */
    void writeTo(PageSink sink, int pageSize) {
        writeLeaves(sink, pageSize);
        long below = firstPage;
        for (int i = 1; i < shape.levels().size(); i++) {
            Level children = shape.levels().get(i - 1);
            new BranchWriter(sink, pageSize, children, below)
                    .write(shape.levels().get(i));
            below += children.pages(pageSize);
        }
    }

    private void writeLeaves(PageSink sink, int pageSize) {
        long page = firstPage;
        try (LeafRows rows = new LeafRows(source)) {
            for (PageShape leaf : shape.leaves().shapes()) {
                List<Row> content = rows.next(leaf);
                new LeafPage(page, kind, content).writeTo(sink, leaf.pages(pageSize));
                sink.padPage(pageSize);
                page += leaf.pages(pageSize);
            }
            rows.expectEnd();
        }
    }
}
