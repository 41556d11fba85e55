package dev.pharos.kvstore.dbfile;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides rows among leaves as they come. Small rows fill single pages. Rows of about a page would leave
 * much of it empty, so a leaf less than seven eighths full takes in further pages, up to a bound: a leaf
 * with more than one row is held in memory when it is written.
 */
final class LeafLayout {
    static final int MAX_PAGES = 16;

    private final int pageSize;
    private final List<PageShape> shapes = new ArrayList<>();
    private byte[] firstKey = new byte[0];
    private int count;
    private int bytes = PageFormat.HEADER_BYTES;

    LeafLayout(int pageSize) {
        this.pageSize = pageSize;
    }

    /** Adds a row that takes {@code rowBytes} of its leaf, element included. */
    void add(byte[] key, int rowBytes) {
        if (count > 0 && !accepts(rowBytes)) {
            closeLeaf();
        }
        if (count == 0) {
            firstKey = key;
        }
        count++;
        bytes += rowBytes;
    }

    private boolean accepts(int rowBytes) {
        long grown = (long) bytes + rowBytes;
        if (count == PageFormat.MAX_COUNT || grown > (long) MAX_PAGES * pageSize) {
            return false;
        }
        long room = PageFormat.pagesFor(bytes, pageSize) * pageSize;
        return grown <= room || bytes < room / 8 * 7;
    }

    private void closeLeaf() {
        shapes.add(new PageShape(firstKey, count, bytes));
        count = 0;
        bytes = PageFormat.HEADER_BYTES;
    }

    /** The leaves; a single empty one where there was no row. */
    Level finish() {
        if (count > 0 || shapes.isEmpty()) {
            closeLeaf();
        }
        return new Level(shapes);
    }
}
