package dev.pharos.kvstore.listen.fakes;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A store of single keys, that tells its watchers of every put. Thread-safe. */
public final class FakeKv extends KVGrpc.KVImplBase {
    private final Map<ByteString, KeyValue> keys = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong(1);
    private final CopyOnWriteArrayList<Consumer<KeyValue>> watchers = new CopyOnWriteArrayList<>();

    public void onPut(Consumer<KeyValue> watcher) {
        watchers.add(watcher);
    }

    public void forget(Consumer<KeyValue> watcher) {
        watchers.remove(watcher);
    }

    public KeyValue put(ByteString key, ByteString value) {
        long now = revision.incrementAndGet();
        KeyValue entry = keys.compute(
                key,
                (same, old) -> KeyValue.newBuilder()
                        .setKey(key)
                        .setValue(value)
                        .setCreateRevision(old == null ? now : old.getCreateRevision())
                        .setModRevision(now)
                        .setVersion(old == null ? 1 : old.getVersion() + 1)
                        .build());
        watchers.forEach(watcher -> watcher.accept(entry));
        return entry;
    }

    ResponseHeader header() {
        return ResponseHeader.newBuilder()
                .setClusterId(-2)
                .setMemberId(7)
                .setRevision(revision.get())
                .setRaftTerm(2)
                .build();
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> answers) {
        if (request.getKey().isEmpty()) {
            answers.onError(Status.INVALID_ARGUMENT
                    .withDescription("etcdserver: key is not provided")
                    .asRuntimeException());
            return;
        }
        put(request.getKey(), request.getValue());
        answers.onNext(PutResponse.newBuilder().setHeader(header()).build());
        answers.onCompleted();
    }

    @Override
    public void range(RangeRequest request, StreamObserver<RangeResponse> answers) {
        RangeResponse.Builder answer = RangeResponse.newBuilder().setHeader(header());
        KeyValue found = keys.get(request.getKey());
        if (found != null) {
            answer.addKvs(found).setCount(1);
        }
        answers.onNext(answer.build());
        answers.onCompleted();
    }
}
