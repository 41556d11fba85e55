package dev.pharos.kvstore.concurrency;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.proto.v3electionpb.LeaderResponse;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells who leads, then every value that leader proclaims and every leader after it. All steps run in turns,
 * so the fields need no lock.
 *
 * <p>A sink that does not keep up costs no more than a few answers: when these wait, the watch is given up,
 * and taken up again behind the last of them when all are sent.
 */
public final class Observation implements AutoCloseable {
    private static final int MOST_WAITING = 64;

    private final LocalStore store;
    private final Line line;
    private final LeaderSink sink;
    private final SynchronizationContext turns = new SynchronizationContext((thread, bug) -> fail(bug));

    private final ArrayDeque<LeaderResponse> waiting = new ArrayDeque<>();
    /** What goes on when all that waits is sent; null while it goes on anyway. */
    private @Nullable Runnable paused;

    private LocalStore.@Nullable OpenWatch watch;
    /** News of watches opened before the last step is old. */
    private int steps;

    private ResponseHeader header = ResponseHeader.getDefaultInstance();
    private boolean over;

    Observation(LocalStore store, Line line, LeaderSink sink) {
        this.store = store;
        this.line = line;
        this.sink = sink;
    }

    public void start() {
        turns.execute(this::look);
    }

    /** The sink is ready again. */
    public void resume() {
        turns.execute(this::send);
    }

    @Override
    public void close() {
        turns.execute(this::end);
    }

    private void look() {
        store.range(line.first())
                .whenComplete((answer, failure) -> turns.execute(() -> {
                    if (failure != null) {
                        fail(failure);
                    } else if (!over) {
                        looked(answer);
                    }
                }));
    }

    private void looked(RangeResponse answer) {
        header = answer.getHeader();
        if (answer.getKvsCount() == 0) {
            follow(line.range(), header.getRevision() + 1, this::firstLeader);
        } else {
            KeyValue leader = answer.getKvs(0);
            add(leader, header);
            followLeader(leader.getKey(), header.getRevision() + 1);
            send();
        }
    }

    /** Deletes are of keys that came and went meanwhile; those are followed from where they came. */
    private void firstLeader(List<Event> events) {
        for (Event event : events) {
            if (event.getType() == Event.EventType.PUT) {
                stopWatch();
                add(event.getKv(), at(event.getKv()));
                followLeader(event.getKv().getKey(), event.getKv().getModRevision() + 1);
                send();
                return;
            }
        }
    }

    private void followLeader(ByteString key, long fromRevision) {
        if (waiting.size() >= MOST_WAITING) {
            paused = () -> followLeader(key, fromRevision);
            return;
        }
        follow(KeyRange.single(Bytes.fromByteString(key)), fromRevision, this::leaderChanged);
    }

    private void leaderChanged(List<Event> events) {
        for (Event event : events) {
            if (event.getType() == Event.EventType.DELETE) {
                stopWatch();
                lookWhenSent();
                break;
            }
            add(event.getKv(), at(event.getKv()));
            if (waiting.size() >= MOST_WAITING) {
                stopWatch();
                followLeader(event.getKv().getKey(), event.getKv().getModRevision() + 1);
                break;
            }
        }
        send();
    }

    private void lookWhenSent() {
        if (waiting.size() >= MOST_WAITING) {
            paused = this::look;
        } else {
            look();
        }
    }

    private void follow(KeyRange range, long fromRevision, Consumer<List<Event>> news) {
        watch = store.watch(range, fromRevision, new Follower(++steps, news));
    }

    private final class Follower implements LocalStore.Watcher {
        private final int opened;
        private final Consumer<List<Event>> news;

        Follower(int opened, Consumer<List<Event>> news) {
            this.opened = opened;
            this.news = news;
        }

        @Override
        public void onEvents(List<Event> events) {
            turns.execute(() -> {
                if (!over && opened == steps) {
                    news.accept(events);
                }
            });
        }

        @Override
        public void onCanceled(long compactRevision, String reason) {
            turns.execute(() -> {
                if (over || opened != steps) {
                    return;
                }
                stopWatch();
                if (compactRevision > 0) {
                    lookWhenSent();
                } else {
                    fail(Status.UNKNOWN.withDescription(reason).asRuntimeException());
                }
            });
        }
    }

    private void stopWatch() {
        steps++;
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private ResponseHeader at(KeyValue leader) {
        return header.toBuilder().setRevision(leader.getModRevision()).build();
    }

    private void add(KeyValue leader, ResponseHeader seen) {
        waiting.addLast(
                LeaderResponse.newBuilder().setHeader(seen).setKv(leader).build());
    }

    private void send() {
        while (!over && !waiting.isEmpty() && sink.isReady()) {
            sink.next(waiting.removeFirst());
        }
        Runnable next = paused;
        if (!over && waiting.isEmpty() && next != null) {
            paused = null;
            next.run();
        }
    }

    private void fail(Throwable failure) {
        if (!over) {
            end();
            sink.failed(failure);
        }
    }

    private void end() {
        over = true;
        waiting.clear();
        stopWatch();
    }
}
