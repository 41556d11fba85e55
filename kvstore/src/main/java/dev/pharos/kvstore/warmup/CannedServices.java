package dev.pharos.kvstore.warmup;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Services without a store: they answer each message at once with one that looks like a true answer. */
public final class CannedServices {
    private static final ResponseHeader HEADER = ResponseHeader.newBuilder()
            .setClusterId(Long.MAX_VALUE)
            .setMemberId(Long.MAX_VALUE)
            .setRevision(1_000)
            .setRaftTerm(2)
            .build();
    private static final RangeResponse FOUND = RangeResponse.newBuilder()
            .setHeader(HEADER)
            .addKvs(KeyValue.newBuilder()
                    .setKey(ByteString.copyFromUtf8("a key"))
                    .setValue(ByteString.copyFrom(new byte[256]))
                    .setCreateRevision(2)
                    .setModRevision(3)
                    .setVersion(2))
            .setCount(1)
            .build();

    private CannedServices() {}

    public static List<ServerServiceDefinition> definitions() {
        return List.of(new Keys().bindService(), new Leases().bindService(), new Watches().bindService());
    }

    private static <T> void answer(StreamObserver<T> call, T message) {
        call.onNext(message);
        call.onCompleted();
    }

    private static final class Keys extends KVGrpc.KVImplBase {
        @Override
        public void range(RangeRequest request, StreamObserver<RangeResponse> call) {
            answer(call, FOUND);
        }

        @Override
        public void put(PutRequest request, StreamObserver<PutResponse> call) {
            answer(call, PutResponse.newBuilder().setHeader(HEADER).build());
        }

        @Override
        public void txn(TxnRequest request, StreamObserver<TxnResponse> call) {
            answer(
                    call,
                    TxnResponse.newBuilder()
                            .setHeader(HEADER)
                            .setSucceeded(true)
                            .addResponses(ResponseOp.newBuilder().setResponseRange(FOUND))
                            .build());
        }
    }

    private static final class Leases extends LeaseGrpc.LeaseImplBase {
        @Override
        public void leaseGrant(LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> call) {
            answer(
                    call,
                    LeaseGrantResponse.newBuilder()
                            .setHeader(HEADER)
                            .setID(request.getID())
                            .setTTL(request.getTTL())
                            .build());
        }

        @Override
        public StreamObserver<LeaseKeepAliveRequest> leaseKeepAlive(StreamObserver<LeaseKeepAliveResponse> call) {
            return new Echo<>(
                    call,
                    LeaseKeepAliveResponse.newBuilder()
                            .setHeader(HEADER)
                            .setID(1)
                            .setTTL(60)
                            .build());
        }
    }

    private static final class Watches extends WatchGrpc.WatchImplBase {
        @Override
        public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> call) {
            return new Echo<>(
                    call,
                    WatchResponse.newBuilder()
                            .setHeader(HEADER)
                            .setCreated(true)
                            .build());
        }
    }

    /** One answer for each message. */
    private record Echo<Q, A>(StreamObserver<A> call, A message) implements StreamObserver<Q> {
        @Override
        public void onNext(Q request) {
            call.onNext(message);
        }

        @Override
        public void onError(Throwable given) {
            // The caller is gone: there is nobody to tell.
        }

        @Override
        public void onCompleted() {
            call.onCompleted();
        }
    }
}
