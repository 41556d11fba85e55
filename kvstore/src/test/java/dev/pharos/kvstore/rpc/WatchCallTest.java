package dev.pharos.kvstore.rpc;

import static dev.pharos.kvstore.request.Requests.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.mvcc.LeaseRows;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.kvstore.mvcc.WriteTxn;
import dev.pharos.kvstore.rpc.message.WireAnswer;
import dev.pharos.kvstore.watch.HubSetting;
import dev.pharos.kvstore.watch.WatchHub;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.Sender;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.WatchMetrics;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchProgressRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.value.Bytes;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCallTest {
    private static final Sender SENDER = new Sender(1, 2, 3);

    @TempDir
    private Path home;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private Backend backend;
    private MvccStore store;
    private WatchHub hub;

    @BeforeEach
    void start() {
        backend = Backend.open(home, new BackendOptions(4 << 20, 4 << 20, 2));
        store = MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED);
        hub = WatchHub.start(store, HubOptions.DEFAULT, HubSetting.of(WatchMetrics.NONE, failure::set));
    }

    @AfterEach
    void stop() {
        hub.close();
        store.close();
        backend.close();
        assertThat(failure.get()).isNull();
    }

    @Test
    void a_request_is_read_when_the_one_before_is_answered() {
        Connection good = new Connection();
        ServerCall.Listener<WatchRequest> client = watch(good);
        await(() -> good.answers() == 1);
        await(() -> good.requested() == 2);
        client.onMessage(WatchRequest.getDefaultInstance());
        assertThat(good.requested()).isEqualTo(3);

        put();
        await(() -> good.answers() == 2);
        assertThat(good.closed()).isNull();
    }

    @Test
    void a_client_that_has_said_all_still_watches_until_it_goes() {
        Connection good = new Connection();
        ServerCall.Listener<WatchRequest> client = watch(good);
        await(() -> good.answers() == 1);
        client.onHalfClose();
        put();
        await(() -> good.answers() == 2);
        client.onCancel();
        put();
        Connection other = new Connection();
        watch(other);
        await(() -> other.answers() == 1);

        assertThat(good.answers()).isEqualTo(2);
    }

    @Test
    void a_stream_that_cannot_be_sent_to_costs_no_other_its_events() {
        Connection good = new Connection();
        watch(good);
        await(() -> good.answers() == 1);
        for (Throwable trouble : List.of(new IllegalStateException("call is closed"), new OutOfMemoryError("direct"))) {
            Connection broken = new Connection();
            watch(broken);
            await(() -> broken.answers() == 1);
            broken.failWith(trouble);
            int before = good.answers();
            put();
            put();
            await(() -> good.answers() > before);
        }

        assertThat(failure.get()).isNull();
    }

    @Test
    void the_end_that_the_server_sets_is_told_once_even_to_a_call_that_has_closed_itself() {
        Connection good = new Connection();
        watch(good);
        Connection closed = new Connection();
        watch(closed);
        await(() -> good.answers() == 1 && closed.answers() == 1);
        closed.failWith(new IllegalStateException("call already closed"));
        hub.endAll(EtcdError.STOPPED);

        await(() -> good.closed() != null);
        assertThat(good.closed()).isEqualTo("etcdserver: server stopped");
    }

    @Test
    void progress_is_told_to_a_stream_that_has_caught_up() {
        Connection good = new Connection();
        ServerCall.Listener<WatchRequest> client = watch(good);
        await(() -> good.answers() == 1);
        client.onMessage(WatchRequest.newBuilder()
                .setProgressRequest(WatchProgressRequest.getDefaultInstance())
                .build());

        await(() -> good.answers() == 2);
    }

    private ServerCall.Listener<WatchRequest> watch(Connection connection) {
        WatchCall call = new WatchCall(connection, () -> SENDER);
        call.begin(hub.openStream(call, StreamOptions.DEFAULT));
        ServerCall.Listener<WatchRequest> requests = call.requests();
        requests.onMessage(WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(bytes("a")))
                .build());
        return requests;
    }

    private void put() {
        WriteTxn txn = store.begin();
        txn.put(Bytes.fromUtf8("a"), Bytes.fromUtf8("1"), 0);
        txn.end();
        hub.committed(store.publish());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** gRPC's side of a call. */
    private static final class Connection extends ServerCall<WatchRequest, WireAnswer> {
        private final List<WireAnswer> answers = new ArrayList<>();
        private int requested;
        private @Nullable String closed;
        private @Nullable Throwable trouble;

        synchronized int answers() {
            return answers.size();
        }

        synchronized int requested() {
            return requested;
        }

        synchronized @Nullable String closed() {
            return closed;
        }

        synchronized void failWith(Throwable reason) {
            trouble = reason;
        }

        @Override
        public synchronized void request(int more) {
            requested += more;
        }

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public synchronized void sendMessage(WireAnswer answer) {
            failIfBroken();
            answers.add(answer);
        }

        private void failIfBroken() {
            if (trouble instanceof RuntimeException failed) {
                throw failed;
            }
            if (trouble instanceof Error failed) {
                throw failed;
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            failIfBroken();
            closed = status.getDescription();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<WatchRequest, WireAnswer> getMethodDescriptor() {
            return dev.pharos.kvstore.rpc.message.WireAnswers.answering(WatchGrpc.getWatchMethod());
        }
    }
}
