package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.rpc.message.WireAnswer;
import dev.pharos.kvstore.rpc.message.WireAnswers;
import dev.pharos.kvstore.service.KvOperations;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.CompactionResponse;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** The service {@code etcdserverpb.KV}. */
public final class KvService extends KVGrpc.KVImplBase {
    private static final MethodDescriptor<RangeRequest, WireAnswer> RANGE =
            WireAnswers.answering(KVGrpc.getRangeMethod());
    private static final MethodDescriptor<RangeRequest, WireAnswer> RANGE_STREAM =
            WireAnswers.answering(KVGrpc.getRangeStreamMethod());

    private final KvOperations kv;
    private final RangeCalls ranges;

    public KvService(KvOperations kv, RangeCalls ranges) {
        this.kv = kv;
        this.ranges = ranges;
    }

    /** Ranges answer with pairs as they are stored. */
    public ServerServiceDefinition definition() {
        return new ServiceOverride(super.bindService())
                .method(RANGE, ServerCalls.asyncUnaryCall(ranges::range))
                .method(RANGE_STREAM, ServerCalls.asyncServerStreamingCall(ranges::stream))
                .build();
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> call) {
        Replies.send(call, () -> kv.put(request));
    }

    @Override
    public void deleteRange(DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> call) {
        Replies.send(call, () -> kv.deleteRange(request));
    }

    @Override
    public void txn(TxnRequest request, StreamObserver<TxnResponse> call) {
        Replies.send(call, () -> kv.txn(request));
    }

    @Override
    public void compact(CompactionRequest request, StreamObserver<CompactionResponse> call) {
        Replies.send(call, () -> kv.compact(request));
    }
}
