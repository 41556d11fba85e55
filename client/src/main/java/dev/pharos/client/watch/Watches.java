package dev.pharos.client.watch;

import dev.pharos.client.channel.Calls;
import dev.pharos.client.channel.RequestStream;
import dev.pharos.client.channel.StreamListener;
import dev.pharos.client.channel.StreamNeeds;
import dev.pharos.client.data.CallFailure;
import dev.pharos.client.data.CallFailure.Outcome;
import dev.pharos.wire.error.RetryClass;
import dev.pharos.wire.proto.etcdserverpb.WatchCancelRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchProgressRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Any number of watches over one stream. Where the stream breaks, another one takes up every watch at the revision
 * after the last that it delivered: nothing is missed, nothing comes twice. A watch whose revisions were compacted
 * meanwhile ends with that.
 *
 * <p>One thread takes what comes with {@link #next}. While it is slow, at most {@value #AHEAD} responses wait here and
 * the server keeps the rest. Any thread may open, cancel and ask; the fields belong to the thread of the calls' clock.
 */
// Ignored futures are those of tasks on the clock, and of reactions that are the last in their chain.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Watches implements AutoCloseable {
    private static final int AHEAD = 16;
    private static final long RETRY_MILLIS = 100;
    private static final int JITTER_MILLIS = 50;

    /** With which a server answers a request for progress. */
    private static final long ALL_WATCHES = -1;

    private final Calls calls;
    private final ScheduledExecutorService clock;

    /** Bounded by what streams are asked for, and one end for each watch. */
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    private final List<Watch> live = new ArrayList<>();

    /** Asked for on the current stream; servers create them in this order. */
    private final Queue<Watch> unanswered = new ArrayDeque<>();

    private final Map<Long, Watch> byId = new HashMap<>();
    private @Nullable RequestStream<WatchRequest> stream;
    private volatile boolean closed;

    public Watches(Calls calls) {
        this.calls = calls;
        this.clock = calls.clock();
    }

    /** What is delivered for it begins with its start revision, or with the next change if that is 0. */
    public Watch open(WatchCreateRequest request) {
        Watch watch = new Watch(this, request);
        clock.execute(() -> {
            live.add(watch);
            RequestStream<WatchRequest> current = stream;
            if (current == null) {
                connect();
            } else {
                create(watch, current);
            }
        });
        return watch;
    }

    /** Each watch is told how far it is, once the server has told it everything up to there. */
    public void requestProgress() {
        WatchRequest request = WatchRequest.newBuilder()
                .setProgressRequest(WatchProgressRequest.getDefaultInstance())
                .build();
        clock.execute(() -> {
            if (stream != null) {
                stream.send(request);
            }
        });
    }

    /** Waits for what comes next for any of them. */
    public Delivery next() throws InterruptedException {
        Arrival arrival = arrivals.take();
        if (arrival.credit()) {
            arrival.from().expect(1);
        }
        return arrival.delivery();
    }

    /** The same, but waits no longer than this. */
    public Optional<Delivery> next(long timeout, TimeUnit unit) throws InterruptedException {
        Arrival arrival = arrivals.poll(timeout, unit);
        if (arrival == null) {
            return Optional.empty();
        }
        if (arrival.credit()) {
            arrival.from().expect(1);
        }
        return Optional.of(arrival.delivery());
    }

    void cancel(Watch watch) {
        clock.execute(() -> {
            live.remove(watch);
            RequestStream<WatchRequest> current = stream;
            if (watch.id() != Watch.NO_ID && byId.remove(watch.id(), watch) && current != null) {
                current.send(cancellation(watch.id()));
            }
        });
    }

    private static WatchRequest cancellation(long id) {
        return WatchRequest.newBuilder()
                .setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(id))
                .build();
    }

    private void connect() {
        if (closed || stream != null || live.isEmpty()) {
            return;
        }
        Hearing hearing = new Hearing();
        RequestStream<WatchRequest> opened = calls.open(WatchGrpc.getWatchMethod(), hearing, StreamNeeds.LEADER);
        stream = opened;
        hearing.follow(opened);
        opened.expect(AHEAD);
        live.forEach(watch -> create(watch, opened));
    }

    private void create(Watch watch, RequestStream<WatchRequest> on) {
        unanswered.add(watch);
        on.send(WatchRequest.newBuilder().setCreateRequest(watch.resumption()).build());
    }

    private void heard(WatchResponse response, RequestStream<WatchRequest> from) {
        if (response.getCreated()) {
            created(response, from);
            return;
        }
        if (response.getWatchId() == ALL_WATCHES && !response.getCanceled()) {
            toAll(response, from);
            return;
        }
        Watch watch = byId.get(response.getWatchId());
        if (watch == null) {
            from.expect(1);
            return;
        }
        if (response.getCanceled()) {
            byId.remove(watch.id());
            live.remove(watch);
        } else {
            watch.passed(response);
        }
        arrivals.add(new Arrival(Delivery.of(watch, response), from, true));
    }

    private void created(WatchResponse response, RequestStream<WatchRequest> from) {
        Watch watch = unanswered.poll();
        if (watch == null) {
            from.expect(1);
        } else if (response.getCanceled()) {
            live.remove(watch);
            arrivals.add(new Arrival(Delivery.of(watch, response), from, true));
        } else if (!live.contains(watch)) {
            from.send(cancellation(response.getWatchId()));
            from.expect(1);
        } else {
            watch.rename(response.getWatchId());
            watch.created(response);
            byId.put(watch.id(), watch);
            from.expect(1);
        }
    }

    private void toAll(WatchResponse response, RequestStream<WatchRequest> from) {
        if (byId.isEmpty()) {
            from.expect(1);
            return;
        }
        int left = byId.size();
        for (Watch watch : byId.values()) {
            left--;
            watch.passed(response);
            arrivals.add(new Arrival(Delivery.of(watch, response), from, left == 0));
        }
    }

    private void broken(Optional<CallFailure> failure, RequestStream<WatchRequest> from) {
        if (closed || from != stream) {
            return;
        }
        stream = null;
        unanswered.clear();
        byId.clear();
        live.forEach(watch -> watch.rename(Watch.NO_ID));
        CallFailure why = failure.orElseGet(
                () -> CallFailure.of(Status.UNAVAILABLE.withDescription("the stream ended"), Outcome.UNKNOWN));
        boolean passes = RetryClass.STREAM.retries(why.status())
                || why.error().filter(error -> error.wantsNewToken()).isPresent();
        if (passes) {
            long pause = RETRY_MILLIS + ThreadLocalRandom.current().nextInt(JITTER_MILLIS);
            clock.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
        } else {
            live.forEach(watch -> arrivals.add(new Arrival(Delivery.of(watch, why), from, false)));
            live.clear();
        }
    }

    /** Nothing is delivered any more but what has arrived. */
    @Override
    public void close() {
        closed = true;
        clock.execute(() -> {
            RequestStream<WatchRequest> current = stream;
            if (current != null) {
                current.close();
            }
        });
    }

    /** @param credit whether its stream may send one more when this is taken */
    private record Arrival(Delivery delivery, RequestStream<WatchRequest> from, boolean credit) {}

    /** Hands over to the owner. */
    private final class Hearing implements StreamListener<WatchResponse> {
        private @Nullable RequestStream<WatchRequest> followed;

        /** Before anything can be heard of it, for the thread is the one that hears. */
        void follow(RequestStream<WatchRequest> opened) {
            followed = opened;
        }

        @Override
        public void onMessage(WatchResponse message) {
            clock.execute(() -> {
                RequestStream<WatchRequest> from = followed;
                if (from != null && from == stream) {
                    heard(message, from);
                }
            });
        }

        @Override
        public void onEnd(Optional<CallFailure> failure) {
            clock.execute(() -> {
                RequestStream<WatchRequest> from = followed;
                if (from != null) {
                    broken(failure, from);
                }
            });
        }
    }
}
