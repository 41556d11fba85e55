package dev.pharos.benchmarks.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Watch streams, one per connection as far as those reach, each with a number of watchers of one range. Counts
 * the events and, where values begin with the moment of the put, the time until they arrive.
 */
public final class WatchCrowd implements AutoCloseable {
    private static final MethodDescriptor<byte[], byte[]> WATCH = RawMethods.of(WatchGrpc.getWatchMethod());
    private static final int CREATED = 3;
    private static final int EVENTS = 11;
    private static final int EVENT_PAIR = 2;
    private static final int PAIR_VALUE = 5;

    private final AtomicLong created = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private volatile long lastEvent = System.nanoTime();
    private final Latencies latencies = new Latencies();
    private final List<ClientCall<byte[], byte[]>> calls = new ArrayList<>();

    /** Opens the streams and returns when every watcher is confirmed. */
    public static WatchCrowd open(Connections connections, WatchCreateRequest watch, int streams, int watchers) {
        WatchCrowd crowd = new WatchCrowd();
        byte[] request = encoded(watch);
        for (int stream = 0; stream < streams; stream++) {
            ClientCall<byte[], byte[]> call = connections.call(stream, WATCH);
            call.start(crowd.new Reader(call), new Metadata());
            call.request(1);
            crowd.calls.add(call);
            for (int watcher = 0; watcher < watchers; watcher++) {
                call.sendMessage(request);
            }
        }
        await("watchers were not confirmed", crowd.created, (long) streams * watchers);
        return crowd;
    }

    /** A stream that asks for the confirmation and then never reads again. */
    public static ClientCall<byte[], byte[]> stalled(Connections connections, int number, WatchCreateRequest watch) {
        ClientCall<byte[], byte[]> call = connections.call(number, WATCH);
        call.start(new ClientCall.Listener<>() {}, new Metadata());
        call.request(1);
        call.sendMessage(encoded(watch));
        return call;
    }

    public static WatchCreateRequest key(ByteString key) {
        return WatchCreateRequest.newBuilder().setKey(key).build();
    }

    public long events() {
        return events.get();
    }

    /** When the latest event arrived, by {@link System#nanoTime}. */
    public long lastEvent() {
        return lastEvent;
    }

    public long endedStreams() {
        return ended.get();
    }

    public Latencies latencies() {
        return latencies;
    }

    /** Waits for that many events in all. */
    public void awaitEvents(long count) {
        await("events are missing", events, count);
    }

    @Override
    public void close() {
        calls.forEach(call -> call.cancel("the load is over", null));
    }

    private static byte[] encoded(WatchCreateRequest watch) {
        return WatchRequest.newBuilder().setCreateRequest(watch).build().toByteArray();
    }

    private static void await(String what, AtomicLong counter, long count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (counter.get() < count) {
            if (System.nanoTime() - deadline > 0) {
                throw new LoadFailure(what + ": " + counter.get() + " of " + count, null);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private final class Reader extends ClientCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> call;

        Reader(ClientCall<byte[], byte[]> call) {
            this.call = call;
        }

        @Override
        public void onMessage(byte[] message) {
            try {
                read(CodedInputStream.newInstance(message));
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
            call.request(1);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended.incrementAndGet();
        }

        private void read(CodedInputStream answer) throws IOException {
            for (int tag = answer.readTag(); tag != 0; tag = answer.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case CREATED -> {
                        answer.readBool();
                        created.incrementAndGet();
                    }
                    case EVENTS -> {
                        descend(answer, EVENT_PAIR);
                        lastEvent = System.nanoTime();
                        events.incrementAndGet();
                    }
                    default -> answer.skipField(tag);
                }
            }
        }

        /** Down to the value of the pair of the event; everything else is passed over. */
        private void descend(CodedInputStream answer, int wanted) throws IOException {
            int limit = answer.pushLimit(answer.readRawVarint32());
            for (int tag = answer.readTag(); tag != 0; tag = answer.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) != wanted) {
                    answer.skipField(tag);
                } else if (wanted == EVENT_PAIR) {
                    descend(answer, PAIR_VALUE);
                } else {
                    stamp(answer.readByteArray());
                }
            }
            answer.popLimit(limit);
        }

        private void stamp(byte[] value) {
            if (value.length >= Long.BYTES) {
                latencies.record(System.nanoTime() - ByteBuffer.wrap(value).getLong());
            }
        }
    }
}
