package dev.pharos.kvstore.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.FileHash;
import dev.pharos.kvstore.mvcc.StorageRows;
import dev.pharos.kvstore.mvcc.StoreImport;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup has the hashes of the store that it was made of. */
class FileHashTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("db");
    }

    private static FileHash hash(DbFile db) {
        StorageRows rows = visitor -> {
            try (RowCursor row = db.bucket("key").orElseThrow().rows()) {
                boolean more = true;
                while (more && row.next()) {
                    more = visitor.test(new StorageRow(Bytes.wrapUnsafe(row.key()), Bytes.wrapUnsafe(row.value())));
                }
            }
        };
        return FileHash.of(
                rows, revision(db, StoreImport.SCHEDULED_COMPACTION), revision(db, StoreImport.FINISHED_COMPACTION));
    }

    private static long revision(DbFile db, String row) {
        return db.get("meta", row.getBytes(UTF_8))
                .map(value -> ByteBuffer.wrap(value).getLong())
                .orElse(-1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void at_every_revision_it_is_the_hash_of_the_store(int seed) {
        Map<Long, Integer> expected;
        long compacted;
        long last;
        try (FilledStore store = FilledStore.open(folder.resolve("kv")).change(new Random(seed), 150)) {
            store.backup(file());
            expected = store.hashes();
            compacted = store.store().compactRevision();
            last = store.store().revision();
        }
        try (DbFile db = DbFile.open(file())) {
            FileHash hash = hash(db);
            expected.forEach((revision, value) -> {
                assertThat(hash.at(revision).hash()).as("at %d", revision).isEqualTo(value);
                assertThat(hash.at(revision).compactRevision()).isEqualTo(compacted);
            });
            assertThat(hash.at(0).revision()).isEqualTo(last);
            assertThatThrownBy(() -> hash.at(last + 1)).isInstanceOf(Refusal.class);
            if (compacted > 1) {
                assertThatThrownBy(() -> hash.at(compacted - 1)).isInstanceOf(Refusal.class);
            }
        }
    }

    @Test
    void an_empty_store_has_a_hash() {
        int expected;
        try (FilledStore store = FilledStore.open(folder.resolve("kv"))) {
            store.backup(file());
            expected = store.store().hash().hashKv(0).hash();
        }
        try (DbFile db = DbFile.open(file())) {
            assertThat(hash(db).at(0).hash()).isEqualTo(expected);
            assertThat(hash(db).at(0).revision()).isEqualTo(1);
            assertThat(hash(db).at(0).compactRevision()).isEqualTo(-1);
        }
    }
}
