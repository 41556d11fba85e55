package dev.pharos.kvstore.dbfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeFileTest {
    private static final int ROWS = 35;

    private final byte[] zeros = new byte[64 << 20];

    @TempDir
    private Path folder;

    /** Leaves holes where a large piece is all zeros, so that a large file takes little of the disk. */
    private final class SparseStream extends OutputStream {
        private final RandomAccessFile file;
        private long position;

        SparseStream(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (count < zeros.length || Arrays.mismatch(bytes, zeros) >= 0) {
                file.seek(position);
                file.write(bytes, from, count);
            }
            position += count;
        }
    }

    /** More than 2 GiB of zeros, then a bucket with small rows. */
    private List<BucketRows> buckets() {
        ListBucket big = new ListBucket("big");
        ListBucket last = new ListBucket("last");
        for (int i = 0; i < ROWS; i++) {
            big.put(ByteBuffer.allocate(8).putLong(i).array(), zeros);
        }
        for (int i = 0; i < 1000; i++) {
            last.put(ByteBuffer.allocate(8).putLong(i).array(), ("value " + i).getBytes(StandardCharsets.UTF_8));
        }
        return List.of(big, last);
    }

    @Test
    void a_file_of_more_than_two_gibibytes_is_written_and_read() throws IOException {
        DbFilePlan plan = DbFilePlan.of(buckets());
        assertThat(plan.sizeBytes()).isGreaterThan(Integer.MAX_VALUE);
        Path path = folder.resolve("db");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            plan.writeTo(new SparseStream(file));
            assertThat(file.length()).isEqualTo(plan.sizeBytes());
        }
        try (DbFile db = DbFile.open(path);
                RowCursor cursor = db.bucket("big").orElseThrow().rows()) {
            int rows = 0;
            while (cursor.next()) {
                assertThat(ByteBuffer.wrap(cursor.key()).getLong()).isEqualTo(rows);
                assertThat(cursor.valueBytes()).isEqualTo(zeros.length);
                rows++;
            }
            assertThat(rows).isEqualTo(ROWS);
            DbFiles.assertSameRows(db.bucket("last").orElseThrow(), buckets().get(1));
        }
    }
}
