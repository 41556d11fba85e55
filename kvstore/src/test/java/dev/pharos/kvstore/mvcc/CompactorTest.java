package dev.pharos.kvstore.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompactorTest {
    private static final Bytes KEY = Bytes.fromUtf8("k");
    private static final Bytes OTHER = Bytes.fromUtf8("o");

    @TempDir
    private Path folder;

    @Test
    void a_killed_compaction_is_carried_to_its_end_from_wherever_it_stood() {
        List<Path> leftBehind = new ArrayList<>();
        ModelStore model = new ModelStore();
        try (StoreUnderTest tested = new StoreUnderTest(folder, StoreUnderTest.SMALL_STEPS)) {
            fill(tested.store(), model, 60);
            tested.restart(() -> {
                tested.backend().flush();
                leftBehind.add(tested.copyOfFiles());
            });
            model.compact(50);
            CompletableFuture<Void> done = tested.store().compact(50);
            tested.store().publish();
            done.join();
        }
        assertThat(leftBehind).hasSizeGreaterThan(5);
        leftBehind.forEach(copy -> assertFinishes(copy, model));
    }

    private static void fill(MvccStore store, ModelStore model, int revisions) {
        RandomRequests requests = new RandomRequests(new Random(7));
        while (model.revision() < revisions) {
            WriteTxn txn = store.begin();
            ModelStore.Txn expected = model.begin();
            if (model.revision() % 3 == 0) {
                KeyRange range = requests.range();
                txn.delete(range);
                expected.delete(range);
            }
            Bytes key = requests.key();
            Bytes value = requests.value();
            txn.put(key, value, 0);
            expected.put(key, value, 0);
            txn.end();
            expected.end();
        }
        store.publish();
    }

    private static void assertFinishes(Path copy, ModelStore model) {
        try (Backend backend = Backend.open(copy, BackendOptions.DEFAULT);
                MvccStore store = MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED)) {
            Waiting.until(() -> Marks.of(backend).finishedRevision() == 50);
            Waiting.until(() -> store.logicalBytes() == model.bytes());
            assertThat(places(backend))
                    .isEqualTo(model.stored().stream()
                            .map(event -> new Event.Place(event.revision(), event.sub()))
                            .toList());
            assertThat(store.view().range(RangeQuery.of(KeyRange.all()).at(50)))
                    .isEqualTo(model.range(RangeQuery.of(KeyRange.all()).at(50)));
        }
    }

    private static List<Event.Place> places(Backend backend) {
        List<Event.Place> places = new ArrayList<>();
        try (RowCursor rows = backend.scan(Family.HISTORY)) {
            while (rows.next()) {
                places.add(HistoryRow.placeOf(rows.key()));
            }
        }
        return places;
    }

    @Test
    void a_deletion_at_the_compact_revision_goes_with_the_next_compaction() {
        try (StoreUnderTest tested = new StoreUnderTest(folder, StoreOptions.DEFAULT)) {
            MvccStore store = tested.store();
            put(store, KEY);
            delete(store, KEY);
            put(store, OTHER);
            compact(store, 3);
            assertThat(places(tested.backend())).containsExactly(new Event.Place(3, 0), new Event.Place(4, 0));
            compact(store, 4);
            assertThat(places(tested.backend())).containsExactly(new Event.Place(4, 0));
            assertThat(store.hasDeadKeys()).isTrue();
            store.publish();
            WriteTxn txn = store.begin();
            assertThat(txn.entry(KEY)).isNull();
            txn.end();
            assertThat(tested.backend().get(Family.CURRENT, KEY.toByteArray())).isNull();
        }
    }

    @Test
    void a_key_that_was_made_anew_is_not_taken_for_dead() {
        try (StoreUnderTest tested = new StoreUnderTest(folder, StoreOptions.DEFAULT)) {
            MvccStore store = tested.store();
            put(store, KEY);
            delete(store, KEY);
            put(store, OTHER);
            store.compact(4).isDone();
            store.publish();
            Waiting.until(store::hasDeadKeys);
            put(store, KEY);
            assertThat(store.view().range(RangeQuery.of(KeyRange.single(KEY))).count())
                    .isEqualTo(1);
            assertThat(store.view()
                            .range(RangeQuery.of(KeyRange.single(KEY)).at(4))
                            .count())
                    .isZero();
        }
    }

    @Test
    void the_size_of_the_file_shrinks_only_with_a_defragmentation() {
        try (StoreUnderTest tested = new StoreUnderTest(folder, StoreOptions.DEFAULT)) {
            MvccStore store = tested.store();
            assertThat(store.fileBytes()).isEqualTo(20_480);
            for (int i = 0; i < 100; i++) {
                WriteTxn txn = store.begin();
                txn.put(KEY, Bytes.wrapUnsafe(new byte[1000]), 0);
                txn.end();
            }
            store.publish();
            long full = store.logicalBytes();
            assertThat(store.fileBytes()).isEqualTo(full).isGreaterThan(100_000);
            compact(store, store.revision());
            assertThat(store.usedBytes()).isEqualTo(20_480);
            assertThat(store.fileBytes()).isEqualTo(full);
            tested.restart();
            assertThat(tested.store().fileBytes()).isEqualTo(full);
            tested.store().defragment();
            assertThat(tested.store().fileBytes()).isEqualTo(20_480);
        }
    }

    private static void put(MvccStore store, Bytes key) {
        WriteTxn txn = store.begin();
        txn.put(key, KEY, 0);
        txn.end();
        store.publish();
    }

    private static void delete(MvccStore store, Bytes key) {
        WriteTxn txn = store.begin();
        txn.delete(KeyRange.single(key));
        txn.end();
        store.publish();
    }

    private static void compact(MvccStore store, long revision) {
        CompletableFuture<Void> done = store.compact(revision);
        store.publish();
        done.join();
    }
}
