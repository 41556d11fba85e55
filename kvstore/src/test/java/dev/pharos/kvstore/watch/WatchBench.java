package dev.pharos.kvstore.watch;

import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.watch.delivery.ClientStream;
import dev.pharos.kvstore.watch.delivery.WatchEngine;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.WatchMetrics;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.kvstore.watch.source.Handover;
import dev.pharos.kvstore.watch.source.HistoryDesk;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.SplittableRandom;

/** An engine on a bench: the test is its thread, its clock and the reader of its history. */
final class WatchBench {
    final MemoryHistory history = new MemoryHistory();
    final Handover handover;
    final WatchEngine engine;
    final ArrayDeque<Runnable> atWorker = new ArrayDeque<>();
    final ArrayDeque<Runnable> atHome = new ArrayDeque<>();
    long now;
    long eventsSent;
    WatchMetrics.Gauges gauges = new WatchMetrics.Gauges(0, 0, 0, 0);

    WatchBench() {
        this(HubOptions.DEFAULT);
    }

    WatchBench(HubOptions options) {
        this(options, new Handover(100_000, 1L << 30), 1);
    }

    WatchBench(HubOptions options, Handover handover, long seed) {
        this(options, handover, seed, Long.MAX_VALUE);
    }

    /** @param mostAtOnce bytes that what watchers get of one stretch may take */
    WatchBench(HubOptions options, Handover handover, long seed, long mostAtOnce) {
        this.handover = handover;
        HistoryDesk desk = new HistoryDesk(history, atWorker::add, atHome::add, mostAtOnce);
        this.engine = new WatchEngine(desk, options, new SplittableRandom(seed), new WatchMetrics() {
            @Override
            public void eventsSent(long more) {
                eventsSent += more;
            }

            @Override
            public void gauges(Gauges latest) {
                gauges = latest;
            }
        });
    }

    /** A client with a stream. */
    final class Client {
        final RecordingSink sink;
        final ClientStream stream;

        Client(RecordingSink sink) {
            this.sink = sink;
            this.stream = engine.open(sink, StreamOptions.DEFAULT, now);
        }

        void create(WatchSpec spec) {
            engine.create(stream, spec);
            settle();
        }

        void cancel(long id) {
            engine.cancel(stream, id);
            settle();
        }

        void askProgress() {
            engine.requestProgress(stream);
            settle();
        }

        void makeRoom(long answers) {
            makeRoomQuietly(answers);
            settle();
        }

        void makeRoomQuietly(long answers) {
            if (sink.makeRoom(answers)) {
                engine.ready(stream);
            }
        }
    }

    Client client() {
        return new Client(RecordingSink.open());
    }

    Client slowClient() {
        return new Client(RecordingSink.full());
    }

    void put(String key, String value) {
        commit(history.put(key, value));
    }

    void delete(String key) {
        commit(history.delete(key));
    }

    void txn(MemoryHistory.Change... changes) {
        commit(history.txn(changes));
    }

    void commit(Commit commit) {
        handover.put(commit);
        settle();
    }

    void pass(Duration time) {
        now += time.toNanos();
        settle();
    }

    /** Until nothing is left to do. */
    void settle() {
        boolean more = true;
        while (more) {
            turn();
            more = turn();
            more |= runOne(atWorker);
            more |= runOne(atHome);
        }
    }

    boolean turn() {
        Handover.Handed handed = handover.take();
        if (!handed.isNothing()) {
            engine.commits(handed);
        }
        engine.tick(now);
        return engine.turn();
    }

    static boolean runOne(ArrayDeque<Runnable> jobs) {
        Runnable job = jobs.poll();
        if (job != null) {
            job.run();
        }
        return job != null;
    }

    static WatchSpec key(String key, WatchWish... wishes) {
        return new WatchSpec(0, KeyRange.single(Bytes.fromUtf8(key)), 0, Set.of(wishes));
    }

    static WatchSpec prefix(String prefix, WatchWish... wishes) {
        return new WatchSpec(0, KeyRange.prefix(Bytes.fromUtf8(prefix)), 0, Set.of(wishes));
    }

    static WatchSpec since(long startRevision, WatchSpec spec) {
        return new WatchSpec(spec.watchId(), spec.range(), startRevision, spec.wishes());
    }

    static WatchSpec withId(long id, WatchSpec spec) {
        return new WatchSpec(id, spec.range(), spec.startRevision(), spec.wishes());
    }
}
