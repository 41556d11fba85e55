package dev.pharos.kvstore.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.value.KeyRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers hold views while the store changes and forgets under them. */
final class ConcurrentReadersTest {
    private static final int READERS = 3;
    private static final int CHANGES = 1500;
    private static final RangeQuery EVERYTHING = RangeQuery.of(KeyRange.all());

    private final Map<Long, RangeResult> expected = new ConcurrentHashMap<>();
    private final AtomicBoolean done = new AtomicBoolean();

    @TempDir
    private Path folder;

    @Test
    void a_view_shows_its_revision_or_says_that_it_was_compacted() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try (StoreUnderTest tested = new StoreUnderTest(folder, StoreUnderTest.SMALL_STEPS)) {
            expected.put(1L, new RangeResult(List.of(), false, 0));
            List<Future<Integer>> reading = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                reading.add(readers.submit(reader(tested.store(), reader)));
            }
            change(tested.store());
            done.set(true);
            for (Future<Integer> reader : reading) {
                assertThat(reader.get()).isPositive();
            }
            assertThat(tested.store().failure().getNow(null)).isNull();
        } finally {
            done.set(true);
            readers.shutdownNow();
        }
    }

    private void change(MvccStore store) {
        Random random = new Random(11);
        RandomRequests requests = new RandomRequests(random);
        CompletableFuture<Void> compaction = CompletableFuture.completedFuture(null);
        for (int i = 0; i < CHANGES; i++) {
            WriteTxn txn = store.begin();
            for (int operations = random.nextInt(3); operations >= 0; operations--) {
                if (random.nextInt(4) == 0) {
                    txn.delete(KeyRange.single(requests.key()));
                } else {
                    txn.put(requests.key(), requests.value(), 0);
                }
            }
            expected.put(txn.revision(), txn.range(EVERYTHING));
            txn.end();
            if (i % 10 == 9) {
                compaction = store.compact(store.stagedRevision() - random.nextInt(5));
            }
            store.publish();
        }
        compaction.join();
    }

    private Callable<Integer> reader(MvccStore store, int seed) {
        Random random = new Random(seed);
        return () -> {
            List<ReadView> held = new ArrayList<>();
            int exact = 0;
            while (!done.get()) {
                held.add(store.view());
                ReadView view = held.get(random.nextInt(held.size()));
                if (held.size() > 50) {
                    held.remove(0);
                }
                long wanted = Math.max(1, view.revision() - random.nextInt(4));
                if (random.nextInt(3) == 0) {
                    wanted = view.revision();
                }
                exact += check(view, wanted) ? 1 : 0;
            }
            return exact;
        };
    }

    private boolean check(ReadView view, long wanted) {
        RangeResult found;
        try {
            found = view.range(EVERYTHING.at(wanted));
        } catch (Refusal refused) {
            assertThat(refused.error()).isEqualTo(EtcdError.COMPACTED);
            return false;
        }
        assertThat(found).isEqualTo(expected.get(wanted));
        return true;
    }
}
