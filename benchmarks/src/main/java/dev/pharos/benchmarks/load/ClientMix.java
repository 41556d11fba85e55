package dev.pharos.benchmarks.load;

import com.google.protobuf.ByteString;
import dev.pharos.benchmarks.load.Requests.ReadKind;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What clients of all kinds do: puts, gets, a list, transactions, leases granted and kept alive, watches that are
 * created and hear of a put, and the same through the JSON gateway. Every answer that a client waits for counts
 * as one; latencies count from when a request was due, the making of its connection included.
 */
public final class ClientMix implements AutoCloseable {
    private static final int KINDS = 20;
    private static final int KEYS = 1000;
    private static final int KEY_BYTES = 8;
    private static final long LEASE_SECONDS = 60;
    private static final String FIRST_KEYS = "0000000";
    private static final long GRACE_SECONDS = 60;

    private final Wire wire;
    private final List<BareCalls> connections = new ArrayList<>();
    private final ByteString value = Requests.value(256);
    private final Tally tally = new Tally();
    private final Pending pending = new Pending();

    /** The connections are made when they are needed. */
    public ClientMix(Endpoint endpoint, int connections) {
        this.wire = new Wire(endpoint);
        for (int i = 0; i < connections; i++) {
            this.connections.add(new BareCalls(wire, endpoint));
        }
    }

    /** Begins so many requests each second for a second, at planned times, and awaits what follows of them. */
    public LoadResult paced(int perSecond) {
        long begun = System.nanoTime();
        for (int number = 0; number < perSecond; number++) {
            long due = begun + (long) (number * 1e9 / perSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            send(number, due);
        }
        return result();
    }

    /** Begins so many requests at once and awaits what follows of them. */
    public LoadResult burst(int requests) {
        long due = System.nanoTime();
        for (int number = 0; number < requests; number++) {
            send(number, due);
        }
        return result();
    }

    private LoadResult result() {
        if (!pending.awaitNone(TimeUnit.SECONDS.toNanos(GRACE_SECONDS))) {
            tally.failed(Status.DEADLINE_EXCEEDED.withDescription("no answer after the end of the load"));
        }
        return tally.result();
    }

    private void send(int number, long due) {
        pending.begin();
        wire.execute(() -> {
            begin(number, due);
            pending.end();
        });
    }

    private void begin(int number, long due) {
        ByteString key = Requests.key(number % KEYS, KEY_BYTES);
        switch (number % KINDS) {
            case 0, 1, 2, 3, 4, 5 -> ask(number, KVGrpc.getPutMethod(), Requests.put(key, value, 0), due);
            case 6, 7, 8, 9 -> ask(number, KVGrpc.getRangeMethod(), Requests.get(key, ReadKind.LINEARIZABLE), due);
            case 10 -> ask(number, KVGrpc.getRangeMethod(), Requests.get(key, ReadKind.SERIALIZABLE), due);
            case 11 ->
                ask(
                        number,
                        KVGrpc.getRangeMethod(),
                        Requests.withPrefix(FIRST_KEYS).build().toByteArray(),
                        due);
            case 12, 13, 14 -> ask(number, KVGrpc.getTxnMethod(), Requests.update(key, value), due);
            case 15 -> lease(number, due);
            case 16, 17 -> watch(number, due);
            case 18 -> JsonCall.send(wire, "/v3/kv/range", JsonCall.range(key), awaiting(1, due, () -> {}));
            default -> JsonCall.send(wire, "/v3/kv/put", JsonCall.put(key, value), awaiting(1, due, () -> {}));
        }
    }

    private void ask(int number, MethodDescriptor<?, ?> method, byte[] request, long due) {
        call(number, method, request, awaiting(1, due, () -> {}));
    }

    private void call(int number, MethodDescriptor<?, ?> method, byte[] request, Awaited listener) {
        connections.get(number % connections.size()).call(method, request, listener);
    }

    private Awaited awaiting(int messages, long due, Runnable afterFirst) {
        return new Awaited(tally, pending, afterFirst, messages, due);
    }

    /** Another id in each run: leases of earlier runs may live. */
    private void lease(int number, long due) {
        long id = System.nanoTime();
        byte[] grant = Requests.grant(id, LEASE_SECONDS);
        Runnable renew =
                () -> ask(number, LeaseGrpc.getLeaseKeepAliveMethod(), Requests.keepAlive(id), System.nanoTime());
        call(number, LeaseGrpc.getLeaseGrantMethod(), grant, awaiting(1, due, renew));
    }

    /** The put is sent when the watch is confirmed; its own answer counts as well as the event. */
    private void watch(int number, long due) {
        ByteString key = ByteString.copyFromUtf8("watched/" + System.nanoTime() + "/" + number);
        byte[] request = WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(key))
                .build()
                .toByteArray();
        Runnable put = () -> ask(number, KVGrpc.getPutMethod(), Requests.put(key, value, 0), System.nanoTime());
        call(number, WatchGrpc.getWatchMethod(), request, awaiting(2, due, put));
    }

    @Override
    public void close() {
        wire.close();
    }
}
