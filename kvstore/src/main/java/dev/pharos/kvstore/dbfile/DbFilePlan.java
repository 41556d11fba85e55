package dev.pharos.kvstore.dbfile;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The layout of a database file that is not written yet. Making the plan is the first pass over the rows,
 * writing the file the second. It keeps one key for each page, not the rows, save those of buckets smaller
 * than a quarter of a page.
 */
public final class DbFilePlan {
    public static final int PAGE_BYTES = 4096;

    private static final long FREELIST_PAGE = 2;

    private final int pageSize;
    private final List<PlacedTree> trees;
    private final long rootPage;
    private final long pages;

    private DbFilePlan(int pageSize, List<PlacedTree> trees, long pages) {
        this.pageSize = pageSize;
        this.trees = trees;
        this.rootPage = trees.get(trees.size() - 1).rootPage(pageSize);
        this.pages = pages;
    }

    /**
     * Reads all rows once. The buckets may come in any order.
     *
     * @throws IllegalArgumentException if rows are out of order or twice, if a key is empty or longer than
     *     32768 bytes or a value longer than 256 MiB, if a name is unusable or given twice
     */
    public static DbFilePlan of(List<? extends BucketRows> buckets) {
        return of(buckets, PAGE_BYTES);
    }

    static DbFilePlan of(List<? extends BucketRows> buckets, int pageSize) {
        if (buckets.size() > PageFormat.MAX_BUCKETS) {
            throw new IllegalArgumentException(buckets.size() + " buckets");
        }
        List<BucketRows> sorted = new ArrayList<>(buckets);
        sorted.sort(Comparator.comparing(BucketRows::name));
        Layout layout = new Layout(pageSize);
        for (BucketRows bucket : sorted) {
            layout.add(bucket);
        }
        return layout.finish();
    }

    /** Gives pages to one bucket after the other, then to the directory. */
    private static final class Layout {
        private final int pageSize;
        private final List<PlacedTree> trees = new ArrayList<>();
        private final List<Row> entries = new ArrayList<>();
        private long nextPage = FREELIST_PAGE + 1;

        Layout(int pageSize) {
            this.pageSize = pageSize;
        }

        void add(BucketRows bucket) {
            byte[] name = nameBytes(bucket.name());
            TreeShape shape = TreeShape.of(bucket, pageSize);
            byte[] value = shape.fitsInline(pageSize)
                    ? BucketValue.inline(bucket, shape.leaves().shapes().get(0))
                    : BucketValue.paged(place(bucket, ElementKind.ROW, shape).rootPage(pageSize));
            entries.add(new Row(name, value));
        }

        private PlacedTree place(BucketRows rows, ElementKind kind, TreeShape shape) {
            PlacedTree tree = new PlacedTree(rows, kind, shape, nextPage);
            trees.add(tree);
            nextPage += shape.pages(pageSize);
            return tree;
        }

        DbFilePlan finish() {
            Directory directory = new Directory(entries);
            place(directory, ElementKind.BUCKET, TreeShape.of(directory, pageSize));
            return new DbFilePlan(pageSize, trees, nextPage);
        }
    }

    private static byte[] nameBytes(String name) {
        if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("the name of bucket " + name + " is not Latin-1");
        }
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The exact size of the file. */
    public long sizeBytes() {
        return pages * pageSize;
    }

    /**
     * Reads all rows again and writes the file, front to back. Flushes the stream and does not close it.
     * What was written before an exception is no file.
     *
     * @throws IllegalStateException if the rows are not those of the first pass
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public void writeTo(OutputStream out) {
        PageSink sink = new PageSink(out);
        for (int txid = 0; txid < 2; txid++) {
            sink.putBytes(new Meta(pageSize, rootPage, FREELIST_PAGE, pages, txid).encode());
            sink.padPage(pageSize);
        }
        sink.putHeader(FREELIST_PAGE, PageFormat.FREELIST, 0, 1);
        sink.padPage(pageSize);
        for (PlacedTree tree : trees) {
            tree.writeTo(sink, pageSize);
        }
        if (sink.position() != sizeBytes()) {
            throw new IllegalStateException("wrote " + sink.position() + " bytes, not " + sizeBytes());
        }
        sink.flush();
    }
}
