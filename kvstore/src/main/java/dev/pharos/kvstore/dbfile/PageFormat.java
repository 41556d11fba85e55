package dev.pharos.kvstore.dbfile;

/** The numbers of the format that readers and writers share. All integers are little-endian. */
final class PageFormat {
    /** Page id u64, kind u16, count u16, number of further pages that belong to this one u32. */
    static final int HEADER_BYTES = 16;

    /** An element of a leaf (flags, position, key size, value size) or of a branch (position, key size, child). */
    static final int ELEMENT_BYTES = 16;

    /** Root page u64, sequence u64; the page itself follows where the root page is 0. */
    static final int BUCKET_BYTES = 16;

    static final int BRANCH = 0x01;
    static final int LEAF = 0x02;
    static final int META = 0x04;
    static final int FREELIST = 0x10;

    static final int MAX_COUNT = 0xFFFE;
    static final int MAX_KEY_BYTES = 32_768;

    /**
     * Not of the format, which allows 2 GiB: a bound, so that a damaged size cannot ask for all memory. No
     * request comes near it.
     */
    static final int MAX_VALUE_BYTES = 256 << 20;

    /** Not of the format: a bound on what is held in memory for the directory. etcd has ten buckets. */
    static final int MAX_BUCKETS = 4096;

    /** Pages 0 and 1 are meta pages. */
    static final long FIRST_TREE_PAGE = 2;

    private PageFormat() {}

    /** The number of pages that {@code bytes} take. */
    static long pagesFor(long bytes, int pageSize) {
        return (bytes + pageSize - 1) / pageSize;
    }
}
