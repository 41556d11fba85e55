package dev.pharos.kvstore.listen.fakes;

import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tells of the puts to single keys until the call is cancelled; the end of the requests does not end it. */
public final class FakeWatch extends WatchGrpc.WatchImplBase {
    private final FakeKv kv;
    private final AtomicInteger open = new AtomicInteger();

    public FakeWatch(FakeKv kv) {
        this.kv = kv;
    }

    public int open() {
        return open.get();
    }

    @Override
    public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> answers) {
        ServerCallStreamObserver<WatchResponse> client = (ServerCallStreamObserver<WatchResponse>) answers;
        Watching watching = new Watching(client);
        open.incrementAndGet();
        client.setOnCancelHandler(() -> {
            open.decrementAndGet();
            kv.forget(watching);
        });
        return watching;
    }

    /** One stream, locked by itself: gRPC and the writers both come in. */
    private final class Watching implements StreamObserver<WatchRequest>, Consumer<KeyValue> {
        private final ServerCallStreamObserver<WatchResponse> client;
        private WatchRequest created = WatchRequest.getDefaultInstance();

        Watching(ServerCallStreamObserver<WatchResponse> client) {
            this.client = client;
        }

        @Override
        public synchronized void onNext(WatchRequest request) {
            if (request.hasCreateRequest()) {
                created = request;
                client.onNext(WatchResponse.newBuilder()
                        .setHeader(kv.header())
                        .setCreated(true)
                        .build());
                kv.onPut(this);
            }
        }

        @Override
        public synchronized void accept(KeyValue entry) {
            if (entry.getKey().equals(created.getCreateRequest().getKey())) {
                client.onNext(WatchResponse.newBuilder()
                        .setHeader(kv.header())
                        .addEvents(Event.newBuilder().setKv(entry))
                        .build());
            }
        }

        @Override
        public void onError(Throwable gone) {
            // The cancel handler cleans up.
        }

        @Override
        public void onCompleted() {
            // A watch outlives the end of its requests.
        }
    }
}
