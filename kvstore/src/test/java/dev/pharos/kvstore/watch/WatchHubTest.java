package dev.pharos.kvstore.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.History;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.watch.MemoryHistory.Change;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.HubOptions.Limits;
import dev.pharos.kvstore.watch.protocol.HubOptions.Turn;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.StreamOptions.LeaderNeed;
import dev.pharos.kvstore.watch.protocol.WatchMetrics;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WatchHubTest {
    private final MemoryHistory history = new MemoryHistory();
    private final AtomicLong clock = new AtomicLong();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private WatchHub start(History of, HubOptions options) {
        return WatchHub.start(
                of, options, new HubSetting(clock::get, new SplittableRandom(1), WatchMetrics.NONE, failures::add));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(100_000);
            assertThat(Thread.currentThread().isInterrupted())
                    .as("still waiting")
                    .isFalse();
        }
    }

    private static int events(RecordingSink sink) {
        return sink.responses().stream().mapToInt(WatchResponse::getEventsCount).sum();
    }

    @Test
    void events_reach_the_sink() {
        try (WatchHub hub = start(history, HubOptions.DEFAULT)) {
            RecordingSink sink = RecordingSink.open();
            WatchStream stream = hub.openStream(sink, StreamOptions.DEFAULT);
            assertThat(stream.create(WatchBench.key("a"))).isTrue();
            await(() -> sink.requestsDone() == 1);
            hub.committed(history.put("a", "1"));
            await(() -> events(sink) == 1);
            stream.requestProgress();
            await(() -> sink.responses().size() == 3);
            stream.cancel(0);
            await(() -> sink.responses().size() == 4);
            stream.close();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void what_was_committed_while_nobody_watched_is_read_from_the_history() {
        try (WatchHub hub = start(history, HubOptions.DEFAULT)) {
            hub.committed(history.put("a", "1"));
            hub.committed(history.put("a", "2"));
            RecordingSink sink = RecordingSink.open();
            WatchStream stream = hub.openStream(sink, StreamOptions.DEFAULT);
            stream.create(WatchBench.key("a"));
            stream.create(WatchBench.since(2, WatchBench.key("a")));
            await(() -> events(sink) == 2);
            assertThat(sink.responses().get(0).getHeader().getRevision()).isEqualTo(3);
            hub.committed(history.put("a", "3"));
            await(() -> events(sink) == 4);
            stream.close();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void progress_notices_follow_the_given_clock() {
        try (WatchHub hub = start(history, HubOptions.DEFAULT)) {
            RecordingSink sink = RecordingSink.open();
            WatchStream stream = hub.openStream(sink, StreamOptions.DEFAULT);
            stream.create(WatchBench.key("a", WatchWish.PROGRESS));
            await(() -> sink.requestsDone() == 1);
            clock.addAndGet(Duration.ofMinutes(12).toNanos());
            hub.tick();
            await(() -> sink.responses().size() == 2);
            assertThat(sink.responses().get(1).getHeader().getRevision()).isEqualTo(1);
        }
    }

    @Test
    void closing_the_hub_ends_all_streams_and_refuses_new_ones() {
        WatchHub hub = start(history, HubOptions.DEFAULT);
        RecordingSink sink = RecordingSink.open();
        WatchStream stream = hub.openStream(sink, StreamOptions.DEFAULT);
        hub.close();
        hub.close();
        assertThat(sink.end()).contains(EtcdError.STOPPED);
        assertThatThrownBy(() -> hub.openStream(RecordingSink.open(), StreamOptions.DEFAULT))
                .isInstanceOf(Refusal.class)
                .hasMessage(EtcdError.STOPPED.message());
        stream.create(WatchBench.key("a"));
        stream.onReady();
        stream.close();
        hub.committed(history.put("a", "1"));
    }

    @Test
    void rule_6_20_a_lost_leader_ends_the_streams_that_need_one() {
        try (WatchHub hub = start(history, HubOptions.DEFAULT)) {
            RecordingSink needs = RecordingSink.open();
            RecordingSink needsNot = RecordingSink.open();
            WatchStream one = hub.openStream(needs, new StreamOptions(LeaderNeed.NEEDED));
            WatchStream other = hub.openStream(needsNot, StreamOptions.DEFAULT);
            hub.leaderLost();
            await(() -> needs.end().isPresent());
            assertThat(needs.end()).contains(EtcdError.NO_LEADER);
            assertThat(needsNot.end()).isEmpty();
            hub.endAll(EtcdError.STOPPED);
            await(() -> needsNot.end().isPresent());
            one.close();
            other.close();
        }
    }

    @Test
    void more_streams_than_allowed_are_refused_until_one_is_closed() {
        HubOptions options = HubOptions.DEFAULT.limits(new Limits(1, 10, 10, 10));
        try (WatchHub hub = start(history, options)) {
            WatchStream first = hub.openStream(RecordingSink.open(), StreamOptions.DEFAULT);
            assertThatThrownBy(() -> hub.openStream(RecordingSink.open(), StreamOptions.DEFAULT))
                    .isInstanceOf(Refusal.class)
                    .hasMessage(EtcdError.TOO_MANY_REQUESTS.message());
            first.close();
            first.close();
            hub.openStream(RecordingSink.open(), StreamOptions.DEFAULT).close();
        }
    }

    @Test
    void requests_beyond_the_bound_are_refused_while_the_connection_is_full() {
        HubOptions options = HubOptions.DEFAULT.limits(new Limits(1, 1000, 1000, 5));
        try (WatchHub hub = start(history, options)) {
            RecordingSink sink = RecordingSink.full();
            WatchStream stream = hub.openStream(sink, StreamOptions.DEFAULT);
            for (int i = 0; i < 5; i++) {
                assertThat(stream.create(WatchBench.key("a"))).isTrue();
            }
            assertThat(stream.create(WatchBench.key("a"))).isFalse();
            sink.makeRoom(100);
            stream.onReady();
            await(() -> sink.requestsDone() == 5);
            assertThat(stream.create(WatchBench.key("a"))).isTrue();
        }
    }

    @Test
    void a_history_that_cannot_be_read_ends_the_hub_with_a_word() {
        History broken = new History() {
            @Override
            public long revision() {
                return 10;
            }

            @Override
            public long compactRevision() {
                return 0;
            }

            @Override
            public Page read(long fromRevision, int maxEvents, long maxBytes) {
                throw new IllegalStateException("the disk is broken");
            }

            @Override
            public Optional<KeyValue> previous(Event event) {
                return Optional.empty();
            }
        };
        try (WatchHub hub = start(broken, HubOptions.DEFAULT)) {
            RecordingSink sink = RecordingSink.open();
            WatchStream stream = hub.openStream(sink, StreamOptions.DEFAULT);
            stream.create(WatchBench.since(2, WatchBench.key("a")));
            await(() -> sink.end().isPresent());
            await(() -> !failures.isEmpty());
            assertThat(failures).hasSize(1);
            assertThat(failures.get(0)).hasMessage("the disk is broken");
        }
    }

    @Test
    void watches_keep_their_promises_among_writers_and_slow_readers_in_many_threads() {
        HubOptions options = HubOptions.DEFAULT.recentBytes(20_000).turn(new Turn(50, 10_000));
        List<Reader> readers = new ArrayList<>();
        try (WatchHub hub = start(history, options)) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(hub));
            List<CompletableFuture<Void>> reading = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Reader reader = new Reader(hub, i);
                readers.add(reader);
                reading.add(CompletableFuture.runAsync(() -> reader.run(writer)));
            }
            writer.join();
            reading.forEach(CompletableFuture::join);
            readers.forEach(Reader::finish);
        }
        assertThat(failures).isEmpty();
        WatchJudge judge = new WatchJudge(Protos.events(history.everything()), history.compactRevision());
        for (Reader reader : readers) {
            assertThat(reader.sink.overruns()).isZero();
            for (WatchSpec spec : reader.specs) {
                assertThat(judge.judgeComplete(
                                WatchPropertyTest.watched(spec, reader.sink.responses()), history.revision()))
                        .isEmpty();
            }
        }
    }

    private void write(WatchHub hub) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 3000; i++) {
            String key = "a/" + random.nextInt(20);
            String other = "b/" + random.nextInt(20);
            hub.committed(
                    random.nextInt(4) == 0
                            ? history.txn(Change.delete(key), Change.put(other, "" + i))
                            : history.put(key, "value " + i));
            if (i == 2000) {
                history.compact(history.revision() - 1000);
            }
            LockSupport.parkNanos(20_000);
        }
    }

    /** A client that reads at its own pace. */
    private final class Reader {
        final RecordingSink sink = RecordingSink.full();
        final List<WatchSpec> specs = new ArrayList<>();
        final WatchStream stream;
        final SplittableRandom random;

        Reader(WatchHub hub, int seed) {
            this.stream = hub.openStream(sink, StreamOptions.DEFAULT);
            this.random = new SplittableRandom(seed);
        }

        void run(CompletableFuture<Void> writer) {
            long id = 1;
            while (!writer.isDone()) {
                if (id <= 40) {
                    Set<WatchWish> wishes = random.nextBoolean() ? Set.of(WatchWish.PREVIOUS) : Set.of();
                    long start = random.nextBoolean() ? 0 : Math.max(1, history.revision() - 100);
                    WatchSpec spec = WatchBench.withId(
                            id, WatchBench.since(start, WatchBench.prefix(random.nextBoolean() ? "a/" : "b/1")));
                    spec = new WatchSpec(spec.watchId(), spec.range(), spec.startRevision(), wishes);
                    specs.add(spec);
                    assertThat(stream.create(spec)).isTrue();
                    id++;
                }
                stream.requestProgress();
                sink.makeRoom(random.nextInt(50));
                stream.onReady();
                LockSupport.parkNanos(random.nextInt(500_000));
            }
        }

        /** A watch that begins at the end shows when all has come. */
        void finish() {
            sink.makeRoom(Long.MAX_VALUE / 4);
            stream.onReady();
            await(() -> stream.create(WatchBench.withId(1000, WatchBench.key("z"))));
            await(() -> {
                stream.requestProgress();
                LockSupport.parkNanos(1_000_000);
                return sink.responses().stream()
                        .anyMatch(response -> response.getWatchId() == -1
                                && response.getHeader().getRevision() == history.revision());
            });
        }
    }
}
