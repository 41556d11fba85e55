package dev.pharos.kvstore.listen.fakes;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.listen.GrpcSide;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.List;

/** The services of a server without a store behind them. */
public final class FakeServer {
    public static final int MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

    public final FakeKv kv = new FakeKv();
    public final FakeWatch watch = new FakeWatch(kv);
    public final FakeLease lease = new FakeLease();

    public GrpcSide grpc() {
        return new GrpcSide(List.of(kv.bindService(), watch.bindService(), lease.bindService()), List.of());
    }

    public static ManagedChannel dial(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build();
    }

    public static KVGrpc.KVBlockingStub kv(ManagedChannel channel) {
        return KVGrpc.newBlockingStub(channel);
    }

    public static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
