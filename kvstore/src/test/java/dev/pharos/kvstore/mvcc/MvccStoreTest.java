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
import java.util.ArrayList;
import java.util.List;
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
            txn.delete(KeyRange.single(OTHER));
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

    @Test
    void one_transaction_deletes_however_many_keys_there_are() {
        int keys = 25_000;
        KeyRange all = KeyRange.prefix(Bytes.fromUtf8("many/"));
        try (Backend backend = Backend.open(folder, BackendOptions.DEFAULT);
                MvccStore store = MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED)) {
            WriteTxn txn = store.begin();
            for (int key = 0; key < keys; key++) {
                txn.put(many(key), Bytes.fromUtf8("v" + key), 0);
            }
            txn.end();
            store.publish();

            txn = store.begin();
            List<Bytes> deleted = new ArrayList<>();
            assertThat(txn.delete(all, deleted::add)).isEqualTo(keys);
            assertThat(deleted).hasSize(keys).isSorted();
            txn.put(OTHER, Bytes.fromUtf8("w"), 0);
            assertThat(txn.range(RangeQuery.of(all)).count()).isZero();
            assertThat(txn.range(RangeQuery.of(KeyRange.single(many(keys - 1))).at(2))
                            .kvs())
                    .as("a key's past is found through a deletion that is not written yet")
                    .extracting(KeyValue::value)
                    .containsExactly(Bytes.fromUtf8("v" + (keys - 1)));
            txn.end();

            List<Event> told = store.publish().events();
            assertThat(told).hasSize(keys + 1);
            assertThat(told).isEqualTo(store.read(3, 1, 1).events());
            Event last = told.get(keys - 1);
            assertThat(last.kind()).isEqualTo(Event.Kind.DELETE);
            assertThat(last.sub()).isEqualTo(keys - 1);
            assertThat(store.previous(last)).map(KeyValue::value).contains(Bytes.fromUtf8("v" + (keys - 1)));
            assertThat(told.get(keys).key()).isEqualTo(OTHER);
            assertThat(store.view().range(RangeQuery.of(KeyRange.all())).count())
                    .isEqualTo(1);
        }
    }

    private static Bytes many(int key) {
        return Bytes.fromUtf8(String.format("many/%06d", key));
    }
}
