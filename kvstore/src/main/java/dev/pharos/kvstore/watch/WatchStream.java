package dev.pharos.kvstore.watch;

import dev.pharos.kvstore.watch.delivery.ClientStream;
import dev.pharos.kvstore.watch.delivery.WatchEngine;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.WatchMessage;
import dev.pharos.kvstore.watch.protocol.WatchSink;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.wire.error.EtcdError;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A handle to one client's stream. Any thread; all calls are posted to the hub and carried out in the order in
 * which they were made.
 *
 * <p>Requests answer false if too many of this stream wait already, and then do nothing: the caller had better
 * end the stream. It never comes to that if the next request is read after {@link WatchSink#requestDone}.
 */
public final class WatchStream implements AutoCloseable {
    private final WatchHub hub;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean readyPosted = new AtomicBoolean();
    private final AtomicBoolean closePosted = new AtomicBoolean();

    /** Set by the hub's thread before it does anything else for this stream. */
    private @Nullable ClientStream stream;

    WatchStream(WatchHub hub, int mostWaiting) {
        this.hub = hub;
        this.mostWaiting = mostWaiting;
    }

    void open(WatchEngine engine, WatchSink sink, StreamOptions options, long nowNanos) {
        stream = engine.open(new CountingSink(sink), options, nowNanos);
    }

    public boolean create(WatchSpec spec) {
        return request(engine -> engine.create(opened(), spec));
    }

    /** Answers that a watch may not be created, after all earlier requests were carried out. */
    public boolean refuse(String reason) {
        return request(engine -> engine.refuse(opened(), reason));
    }

    public boolean cancel(long watchId) {
        return request(engine -> engine.cancel(opened(), watchId));
    }

    public boolean requestProgress() {
        return request(engine -> engine.requestProgress(opened()));
    }

    /** The sink is ready again. */
    public void onReady() {
        if (readyPosted.compareAndSet(false, true)) {
            hub.post(engine -> {
                readyPosted.set(false);
                engine.ready(opened());
            });
        }
    }

    /** The client has gone, or wants nothing more. The sink may get what was on its way. */
    @Override
    public void close() {
        if (closePosted.compareAndSet(false, true)) {
            hub.streamClosed();
            hub.post(engine -> engine.close(opened()));
        }
    }

    private boolean request(Consumer<WatchEngine> request) {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            return false;
        }
        hub.post(request);
        return true;
    }

    private ClientStream opened() {
        ClientStream known = stream;
        if (known == null) {
            throw new IllegalStateException("the stream was not opened first");
        }
        return known;
    }

    /** Keeps count of what the stream has asked. */
    private final class CountingSink implements WatchSink {
        private final WatchSink sink;

        CountingSink(WatchSink sink) {
            this.sink = sink;
        }

        @Override
        public boolean isReady() {
            return sink.isReady();
        }

        @Override
        public void send(WatchMessage message) {
            sink.send(message);
        }

        @Override
        public void requestDone() {
            waiting.decrementAndGet();
            sink.requestDone();
        }

        @Override
        public void ended(EtcdError why) {
            if (closePosted.compareAndSet(false, true)) {
                hub.streamClosed();
            }
            sink.ended(why);
        }
    }
}
