package dev.pharos.kvstore.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MvccStoreTest {
    private static final Bytes KEY = Bytes.fromUtf8("key");
    private static final Bytes OTHER = Bytes.fromUtf8("other");

    @TempDir
    private Path folder;

    @Test
    void a_new_store_is_at_revision_one_and_the_first_change_gets_two() {
        try (Backend backend = Backend.open(folder, BackendOptions.DEFAULT);
                MvccStore store = MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED)) {
            assertThat(store.revision()).isEqualTo(1);
            WriteTxn txn = store.begin();
            assertThat(txn.revision()).isEqualTo(1);
            KeyValue kv = txn.put(KEY, Bytes.fromUtf8("v"), 0);
            assertThat(txn.revision()).isEqualTo(2);
            assertThat(txn.get(KEY)).contains(kv);
            txn.end();
            assertThat(store.view().range(RangeQuery.of(KeyRange.all())).count())
                    .isZero();
            Commit commit = store.publish();
            assertThat(commit.revision()).isEqualTo(2);
            assertThat(commit.events()).containsExactly(new Event(Event.Kind.PUT, 2, 0, kv, Event.Place.NONE));
            assertThat(store.view().range(RangeQuery.of(KeyRange.single(KEY))).kvs())
                    .containsExactly(kv);
        }
    }

    @Test
    void what_was_published_is_there_after_a_restart() {
        try (Backend backend = Backend.open(folder, BackendOptions.DEFAULT);
                MvccStore store = MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED)) {
            WriteTxn txn = store.begin();
            txn.put(KEY, Bytes.fromUtf8("v"), 7);
            txn.put(OTHER, Bytes.fromUtf8("w"), 0);
            txn.end();
            txn = store.begin();
            txn.delete(KeyRange.single(OTHER), Wanted.KEYS);
            txn.end();
            store.publish();
            backend.flush();
        }
        StringBuilder leases = new StringBuilder();
        try (Backend backend = Backend.open(folder, BackendOptions.DEFAULT);
                MvccStore store = MvccStore.open(
                        backend,
                        StoreOptions.DEFAULT,
                        (key, lease) -> leases.append(key).append(lease))) {
            assertThat(leases).hasToString("\"key\"7");
            assertThat(store.revision()).isEqualTo(3);
            assertThat(store.view().range(RangeQuery.of(KeyRange.all())).count())
                    .isEqualTo(1);
            RangeResult before =
                    store.view().range(RangeQuery.of(KeyRange.all()).at(2));
            assertThat(before.kvs()).extracting(KeyValue::key).containsExactly(KEY, OTHER);
            assertThat(store.read(1, 100, 1000).events()).hasSize(3);
        }
    }
}
