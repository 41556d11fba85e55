package dev.pharos.kvstore.dbfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes files for tests and compares what comes back. */
final class DbFiles {
    private DbFiles() {}

    static Path write(Path file, DbFilePlan plan) {
        try (OutputStream out = Files.newOutputStream(file)) {
            plan.writeTo(out);
            assertThat(Files.size(file)).isEqualTo(plan.sizeBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path writeSnapshot(Path file, DbFilePlan plan) {
        try (OutputStream out = Files.newOutputStream(file)) {
            SnapshotFile.write(plan, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static void assertSameRows(BucketRows actual, BucketRows expected) {
        assertThat(actual.name()).isEqualTo(expected.name());
        try (RowCursor found = actual.rows();
                RowCursor wanted = expected.rows()) {
            while (wanted.next()) {
                assertThat(found.next()).isTrue();
                assertThat(found.valueBytes()).isEqualTo(wanted.valueBytes());
                assertThat(found.key()).isEqualTo(wanted.key());
                assertThat(found.value()).isEqualTo(wanted.value());
            }
            assertThat(found.next()).isFalse();
        }
    }

    static void assertHolds(Path file, List<? extends BucketRows> expected) {
        try (DbFile db = DbFile.open(file)) {
            assertThat(db.buckets())
                    .extracting(BucketRows::name)
                    .containsExactlyElementsOf(
                            expected.stream().map(BucketRows::name).sorted().toList());
            for (BucketRows bucket : expected) {
                assertSameRows(db.bucket(bucket.name()).orElseThrow(), bucket);
            }
        }
    }

    /** Reads all there is. */
    static int readAll(Path file) {
        int rows = 0;
        try (DbFile db = DbFile.open(file)) {
            for (StoredBucket bucket : db.buckets()) {
                try (RowCursor cursor = bucket.rows()) {
                    while (cursor.next()) {
                        assertThat(cursor.value()).hasSize(cursor.valueBytes());
                        rows++;
                    }
                }
            }
        }
        return rows;
    }
}
