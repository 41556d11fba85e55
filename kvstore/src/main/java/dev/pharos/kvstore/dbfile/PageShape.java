package dev.pharos.kvstore.dbfile;

/**
 * All that is remembered of a page between the passes. {@code bytes} counts header, elements, keys and
 * values. The key of an empty page is empty.
 */
final class PageShape {
    private final byte[] firstKey;
    private final int count;
    private final int bytes;

    PageShape(byte[] firstKey, int count, int bytes) {
        this.firstKey = firstKey;
        this.count = count;
        this.bytes = bytes;
    }

    byte[] firstKey() {
        return firstKey;
    }

    int count() {
        return count;
    }

    int bytes() {
        return bytes;
    }

    long pages(int pageSize) {
        return PageFormat.pagesFor(bytes, pageSize);
    }
}
