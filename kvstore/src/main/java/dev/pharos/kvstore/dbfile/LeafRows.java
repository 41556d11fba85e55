package dev.pharos.kvstore.dbfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The second pass over a bucket: the rows of one leaf after the other, as the first pass divided them. */
final class LeafRows implements AutoCloseable {
    private final String bucket;
    private final CheckedRows rows;

    LeafRows(BucketRows source) {
        this.bucket = source.name();
        this.rows = new CheckedRows(source);
    }

    List<Row> next(PageShape leaf) {
        List<Row> page = new ArrayList<>(leaf.count());
        long bytes = PageFormat.HEADER_BYTES;
        while (page.size() < leaf.count()) {
            if (!rows.next()) {
                throw changed("rows are missing");
            }
            Row row = rows.row();
            bytes += row.bytesInLeaf();
            if (bytes > leaf.bytes()) {
                throw changed("rows have grown");
            }
            page.add(row);
        }
        if (bytes < leaf.bytes()) {
            throw changed("rows have shrunk");
        }
        if (!page.isEmpty() && !Arrays.equals(page.get(0).key(), leaf.firstKey())) {
            throw changed("keys differ");
        }
        return page;
    }

    void expectEnd() {
        if (rows.next()) {
            throw changed("rows have come");
        }
    }

    private IllegalStateException changed(String how) {
        return new IllegalStateException("bucket " + bucket + " changed while it was written: " + how);
    }

    @Override
    public void close() {
        rows.close();
    }
}
