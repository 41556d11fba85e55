package dev.pharos.kvstore.mvcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.FrozenBackend;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreExportTest {
    private static final RangeQuery EVERYTHING = RangeQuery.of(KeyRange.all());

    @TempDir
    private Path folder;

    @Test
    void what_is_exported_and_imported_is_the_same_store() {
        try (StoreUnderTest tested = new StoreUnderTest(folder, StoreOptions.DEFAULT);
                Backend other = Backend.open(folder.resolve("other"), BackendOptions.DEFAULT)) {
            MvccStore store = tested.store();
            fill(store);
            store.compact(40).isDone();
            store.publish();
            copy(tested.backend(), other);
            try (MvccStore copy = MvccStore.open(other, StoreOptions.DEFAULT, LeaseRows.IGNORED)) {
                assertThat(copy.revision()).isEqualTo(store.revision());
                assertThat(copy.compactRevision()).isEqualTo(40);
                for (long revision = 40; revision <= store.revision(); revision++) {
                    assertThat(copy.view().range(EVERYTHING.at(revision)))
                            .isEqualTo(store.view().range(EVERYTHING.at(revision)));
                    assertThat(copy.hash().hashKv(revision).hash())
                            .isEqualTo(revision == 40 ? copy.hash().hashKv(40).hash() : hash(store, revision));
                }
                Waiting.until(() -> copy.logicalBytes() == store.logicalBytes());
                assertThat(copy.read(41, 1000, 1 << 20).events())
                        .hasSameSizeAs(store.read(41, 1000, 1 << 20).events());
            }
        }
    }

    private static int hash(MvccStore store, long revision) {
        return store.hash().hashKv(revision).hash();
    }

    private static void fill(MvccStore store) {
        RandomRequests requests = new RandomRequests(new Random(9));
        while (store.stagedRevision() < 80) {
            WriteTxn txn = store.begin();
            txn.delete(KeyRange.single(requests.key()));
            txn.put(requests.key(), requests.value(), 0);
            txn.end();
        }
        store.publish();
    }

    private static void copy(Backend from, Backend to) {
        StoreImport taken = StoreImport.into(to);
        try (FrozenBackend frozen = from.freeze();
                StoreExport export = StoreExport.of(frozen)) {
            while (export.next()) {
                StorageRow row = export.row();
                taken.add(row.key(), row.value());
            }
            assertThat(export.revision()).isEqualTo(80);
            Bytes scheduled = export.compactionRows().get(Bytes.fromUtf8(StoreImport.SCHEDULED_COMPACTION));
            Bytes finished = export.compactionRows().get(Bytes.fromUtf8(StoreImport.FINISHED_COMPACTION));
            taken.finish(
                    StorageRow.placeOf(scheduled).revision(),
                    finished == null ? -1 : StorageRow.placeOf(finished).revision());
        }
    }

    @Test
    void an_import_that_was_not_finished_is_refused() {
        try (Backend backend = Backend.open(folder, BackendOptions.DEFAULT)) {
            StoreImport taken = StoreImport.into(backend);
            for (int revision = 2; revision < 5; revision++) {
                KeyValue kv = KeyValue.of(
                        Bytes.fromUtf8("k" + revision),
                        Bytes.wrapUnsafe(new byte[600_000]),
                        new Facts(revision, revision, 1, 0));
                taken.add(StorageRow.key(Kind.PUT, new Place(revision, 0)), kv.encoded());
            }
            assertThatThrownBy(() -> MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED))
                    .isInstanceOf(BackendFailure.class)
                    .hasMessageContaining("being filled");
        }
    }

    @Test
    void records_out_of_order_are_refused() {
        try (Backend backend = Backend.open(folder, BackendOptions.DEFAULT)) {
            StoreImport taken = StoreImport.into(backend);
            Bytes pair = KeyValue.of(Bytes.fromUtf8("k"), Bytes.EMPTY, new Facts(3, 3, 1, 0))
                    .encoded();
            Bytes key = StorageRow.key(Kind.PUT, new Place(3, 0));
            taken.add(key, pair);
            assertThatThrownBy(() -> taken.add(key, pair)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> taken.add(Bytes.fromUtf8("x"), pair)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
