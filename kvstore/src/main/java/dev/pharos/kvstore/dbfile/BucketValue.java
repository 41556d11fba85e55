package dev.pharos.kvstore.dbfile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The value of a bucket in the directory. Its sequence is 0: etcd uses none. */
final class BucketValue {
    private BucketValue() {}

    /** A bucket whose tree has pages of its own. */
    static byte[] paged(long rootPage) {
        return ByteBuffer.allocate(PageFormat.BUCKET_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(rootPage)
                .array();
    }

    /** A bucket that is a single leaf inside the value. Reads the rows. */
    static byte[] inline(BucketRows source, PageShape leaf) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(PageFormat.BUCKET_BYTES + leaf.bytes());
        PageSink sink = new PageSink(value);
        sink.putBytes(paged(0));
        try (LeafRows rows = new LeafRows(source)) {
            List<Row> content = rows.next(leaf);
            rows.expectEnd();
            new LeafPage(0, ElementKind.ROW, content).writeTo(sink, 1);
        }
        sink.flush();
        return value.toByteArray();
    }
}
