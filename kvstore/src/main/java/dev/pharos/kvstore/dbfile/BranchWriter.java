package dev.pharos.kvstore.dbfile;

import java.util.List;

/** Writes a level of branches, which stands in the file right behind the level below it. */
final class BranchWriter {
    private final PageSink sink;
    private final int pageSize;
    private final List<PageShape> children;
    private int nextChild;
    private long nextChildPage;

    BranchWriter(PageSink sink, int pageSize, Level below, long firstChildPage) {
        this.sink = sink;
        this.pageSize = pageSize;
        this.children = below.shapes();
        this.nextChildPage = firstChildPage;
    }

    void write(Level level) {
        for (PageShape branch : level.shapes()) {
            write(branch);
            sink.padPage(pageSize);
        }
    }

    private void write(PageShape branch) {
        sink.putHeader(sink.position() / pageSize, PageFormat.BRANCH, branch.count(), branch.pages(pageSize));
        List<PageShape> own = children.subList(nextChild, nextChild + branch.count());
        nextChild += branch.count();
        int fromElement = branch.count() * PageFormat.ELEMENT_BYTES;
        for (PageShape child : own) {
            int keyBytes = child.firstKey().length;
            sink.putBranchElement(fromElement, keyBytes, nextChildPage);
            fromElement += keyBytes - PageFormat.ELEMENT_BYTES;
            nextChildPage += child.pages(pageSize);
        }
        for (PageShape child : own) {
            sink.putBytes(child.firstKey());
        }
    }
}
