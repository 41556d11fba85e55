package dev.pharos.kvstore.warmup;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one connection asks: calls of two kinds, encoded once, others than the connection before it. */
final class Round {
    private static final ByteString KEY = ByteString.copyFromUtf8("warm-up");
    private static final int FIRST_STREAM = 1;
    private static final int SECOND_STREAM = 3;
    private static final int CALLS = 2;

    private final byte[] bytes;

    private Round(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** How many messages answer it. */
    int answers() {
        return CALLS;
    }

    private record Call(MethodDescriptor<?, ?> method, MessageLite message) {
        byte[] on(int stream) {
            int flags = method.getType() == MethodType.UNARY ? CallBytes.END_STREAM : 0;
            return CallBytes.call(stream, method.getFullMethodName(), message.toByteArray(), flags);
        }
    }

    /** All of them, to be repeated. What clients ask often stands there more than once. */
    static List<Round> all() {
        PutRequest put = PutRequest.newBuilder()
                .setKey(KEY)
                .setValue(ByteString.copyFrom(new byte[256]))
                .build();
        RangeRequest range = RangeRequest.newBuilder().setKey(KEY).build();
        Call putting = new Call(KVGrpc.getPutMethod(), put);
        Call reading = new Call(KVGrpc.getRangeMethod(), range);
        return List.of(
                of(putting, new Call(LeaseGrpc.getLeaseGrantMethod(), grant())),
                of(reading, new Call(WatchGrpc.getWatchMethod(), watch())),
                of(putting, new Call(KVGrpc.getTxnMethod(), transaction(put, range))),
                of(reading, new Call(LeaseGrpc.getLeaseKeepAliveMethod(), renewal())));
    }

    private static Round of(Call first, Call second) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(CallBytes.opening());
        bytes.writeBytes(first.on(FIRST_STREAM));
        bytes.writeBytes(second.on(SECOND_STREAM));
        return new Round(bytes.toByteArray());
    }

    private static LeaseGrantRequest grant() {
        return LeaseGrantRequest.newBuilder().setID(1).setTTL(60).build();
    }

    private static LeaseKeepAliveRequest renewal() {
        return LeaseKeepAliveRequest.newBuilder().setID(1).build();
    }

    private static WatchRequest watch() {
        return WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(KEY))
                .build();
    }

    private static TxnRequest transaction(PutRequest put, RangeRequest range) {
        return TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder()
                        .setKey(KEY)
                        .setTarget(Compare.CompareTarget.MOD)
                        .setResult(Compare.CompareResult.EQUAL)
                        .setModRevision(1))
                .addSuccess(RequestOp.newBuilder().setRequestPut(put))
                .addFailure(RequestOp.newBuilder().setRequestRange(range))
                .build();
    }

    /** A range as JSON, on a connection that the server ends. */
    static byte[] json() {
        String body = "{\"key\":\"d2FybS11cA==\"}";
        String request = "POST /v3/kv/range HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
        return request.getBytes(StandardCharsets.US_ASCII);
    }
}
