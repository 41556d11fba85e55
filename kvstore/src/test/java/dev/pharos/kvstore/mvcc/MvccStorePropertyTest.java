package dev.pharos.kvstore.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.History.Page;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.read.RangeScan;
import dev.pharos.kvstore.mvcc.read.RangeSize;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store against the model on random histories; the number names the history. */
final class MvccStorePropertyTest {
    private static final int STEPS = 120;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_store_does_what_the_model_says(long seed) {
        Random random = new Random(seed);
        try (StoreUnderTest tested = new StoreUnderTest(folder, StoreUnderTest.SMALL_STEPS)) {
            new Run(tested, random).go();
        }
    }

    /** One history. */
    private static final class Run {
        private final StoreUnderTest tested;
        private final Random random;
        private final RandomRequests requests;
        private ModelStore model = new ModelStore();
        private ModelStore flushed = new ModelStore();
        private CompletableFuture<Void> compaction = CompletableFuture.completedFuture(null);

        Run(StoreUnderTest tested, Random random) {
            this.tested = tested;
            this.random = random;
            this.requests = new RandomRequests(random);
        }

        void go() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(20)) {
                    case 0, 1 -> compact();
                    case 2 -> restart();
                    case 3 -> crash();
                    case 4 -> flush();
                    case 5 -> checkSizes();
                    case 6 -> checkHashes();
                    default -> change();
                }
                checkReads();
                assertThat(store().failure().getNow(null)).isNull();
            }
            checkSizes();
            checkHashes();
            checkHistory();
        }

        private MvccStore store() {
            return tested.store();
        }

        private void change() {
            int from = model.events().size();
            for (int txns = random.nextInt(4); txns >= 0; txns--) {
                transaction();
            }
            Commit commit = store().publish();
            assertThat(commit.revision()).isEqualTo(model.revision());
            assertThat(withoutPlaces(commit.events()))
                    .isEqualTo(withoutPlaces(
                            model.events().subList(from, model.events().size())));
        }

        /** Where compaction has taken a deletion, the store no longer says that there was one. */
        private static List<Event> withoutPlaces(List<Event> events) {
            return events.stream()
                    .map(event -> event.isCreate()
                            ? new Event(event.kind(), event.revision(), event.sub(), event.kv(), Event.Place.NONE)
                            : event)
                    .toList();
        }

        private void transaction() {
            WriteTxn txn = store().begin();
            ModelStore.Txn expected = model.begin();
            for (int operations = random.nextInt(4); operations >= 0; operations--) {
                operation(txn, expected);
                assertThat(txn.revision()).isEqualTo(expected.revision());
            }
            txn.end();
            expected.end();
            assertThat(store().stagedRevision()).isEqualTo(model.revision());
        }

        private void operation(WriteTxn txn, ModelStore.Txn expected) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    Bytes key = requests.key();
                    Bytes value = requests.value();
                    long lease = requests.lease();
                    assertThat(txn.put(key, value, lease)).isEqualTo(expected.put(key, value, lease));
                }
                case 2 -> {
                    KeyRange range = requests.range();
                    List<Bytes> deleted = new ArrayList<>();
                    assertThat(txn.delete(range, deleted::add)).isEqualTo(deleted.size());
                    assertThat(deleted)
                            .isEqualTo(expected.delete(range).stream()
                                    .map(KeyValue::key)
                                    .toList());
                }
                case 3 -> {
                    KeyRange range = requests.range();
                    List<Bytes> keys = new ArrayList<>();
                    txn.forEachKey(range, entry -> keys.add(entry.key()));
                    assertThat(keys)
                            .isEqualTo(expected.range(RangeQuery.of(range)).kvs().stream()
                                    .map(KeyValue::key)
                                    .toList());
                }
                default -> {
                    RangeQuery query = requests.query(model.compactRevision(), expected.revision());
                    assertThat(outcome(() -> txn.range(query)))
                            .as("%s", query)
                            .isEqualTo(outcome(() -> expected.range(query)));
                }
            }
        }

        private static Object outcome(Supplier<?> action) {
            try {
                return action.get();
            } catch (Refusal refused) {
                return refused.error();
            }
        }

        private void checkReads() {
            ReadView view = store().view();
            assertThat(view.revision()).isEqualTo(model.revision());
            for (int i = 0; i < 6; i++) {
                RangeQuery query = requests.query(model.compactRevision(), model.revision());
                assertThat(outcome(() -> view.range(query)))
                        .as("%s", query)
                        .isEqualTo(outcome(() -> model.range(query)));
            }
            checkScan(view, requests.query(model.compactRevision(), model.revision()));
        }

        private void checkScan(ReadView view, RangeQuery any) {
            RangeQuery query = any.sort(RangeQuery.Sort.BY_KEY)
                    .content(random.nextBoolean() ? RangeQuery.Content.PAIRS : RangeQuery.Content.KEYS_ONLY);
            assertThat(outcome(() -> view.size(query)))
                    .as("size of %s", query)
                    .isEqualTo(outcome(() -> size(model.range(query))));
            assertThat(outcome(() -> allPieces(view.scan(query)))).isEqualTo(outcome(() -> {
                var result = model.range(query);
                return List.of(result.kvs().stream().map(KeyValue::encoded).toList(), result.more(), result.count());
            }));
        }

        private static RangeSize size(RangeResult result) {
            long pairBytes = result.kvs().stream()
                    .mapToLong(kv -> CodedOutputStream.computeBytesSize(
                            RangeResponse.KVS_FIELD_NUMBER, kv.encoded().toByteString()))
                    .sum();
            return new RangeSize(pairBytes, result.more(), result.count());
        }

        private List<Object> allPieces(RangeScan scan) {
            List<Bytes> pairs = new ArrayList<>();
            while (!scan.isEnded()) {
                List<Bytes> piece = scan.next(1 + random.nextInt(4), 40);
                assertThat(piece).isNotEmpty();
                pairs.addAll(piece);
            }
            return List.of(pairs, scan.hasMore(), scan.count());
        }

        private void compact() {
            long revision = model.compactRevision() - 1 + random.nextInt(8);
            Object expected = outcome(() -> {
                model.compact(revision);
                return "done";
            });
            Object found = outcome(() -> {
                compaction = store().compact(revision);
                return "done";
            });
            assertThat(found).isEqualTo(expected);
            store().publish();
        }

        private void restart() {
            tested.restart();
            flushed = model.copy();
            compaction = CompletableFuture.completedFuture(null);
        }

        private void flush() {
            tested.backend().flush();
            flushed = model.copy();
        }

        private void crash() {
            tested.crash();
            model = flushed.copy();
            compaction = CompletableFuture.completedFuture(null);
        }

        private void finishCompaction() {
            compaction.join();
            tested.restart();
            flushed = model.copy();
            Waiting.until(() -> Marks.of(tested.backend()).finishedRevision() >= model.compactRevision());
            compaction = CompletableFuture.completedFuture(null);
        }

        private void checkSizes() {
            finishCompaction();
            assertThat(store().logicalBytes()).isEqualTo(model.bytes());
            long scanned = 0;
            int records = 0;
            try (RowCursor rows = tested.backend().scan(Family.HISTORY)) {
                while (rows.next()) {
                    scanned += HistoryRow.parse(rows.key(), rows.value()).storageBytes();
                    records++;
                }
            }
            assertThat(scanned).isEqualTo(store().logicalBytes());
            assertThat(records).isEqualTo(model.stored().size());
        }

        private void checkHashes() {
            long oldest = Math.max(1, model.compactRevision());
            for (long revision = oldest; revision <= model.revision(); revision++) {
                HashResult found = store().hash().hashKv(revision);
                if (found.compactRevision() == model.compactRevision()) {
                    assertThat(found).isEqualTo(model.hash(revision));
                }
            }
        }

        private void checkHistory() {
            long from = Math.max(0, model.compactRevision());
            List<Event> read = new ArrayList<>();
            long next = from;
            while (next <= model.revision()) {
                Page page = store().read(next, 1 + random.nextInt(5), 1 + random.nextInt(200));
                read.addAll(page.events());
                assertThat(page.throughRevision()).isGreaterThanOrEqualTo(next);
                next = page.throughRevision() + 1;
            }
            List<Event> kept = model.stored().stream()
                    .filter(event -> event.revision() >= from)
                    .toList();
            assertThat(withoutPlaces(read)).isEqualTo(withoutPlaces(kept));
            read.stream().filter(event -> event.revision() > from + 1).forEach(this::checkPrevious);
            if (from > 0) {
                assertThat(outcome(() -> store().read(from - 1, 1, 1))).isEqualTo(EtcdError.COMPACTED);
            }
            checkDeadKeysAreDropped();
        }

        private void checkPrevious(Event event) {
            // As it was one revision before, even if this revision has changed the key twice.
            Optional<KeyValue> before = model.events().stream()
                    .filter(other -> other.key().equals(event.key()) && other.revision() < event.revision())
                    .reduce((older, newer) -> newer)
                    .filter(newest -> newest.kind() == Event.Kind.PUT)
                    .map(Event::kv);
            assertThat(store().previous(event)).isEqualTo(event.isCreate() ? Optional.empty() : before);
        }

        private void checkDeadKeysAreDropped() {
            store().publish();
            WriteTxn txn = store().begin();
            for (Bytes key : model.keys()) {
                IndexEntry entry = txn.entry(key);
                assertThat(entry == null || entry.isLive() || entry.modifiedRevision() >= model.compactRevision())
                        .as("%s", entry)
                        .isTrue();
            }
            txn.end();
        }
    }
}
