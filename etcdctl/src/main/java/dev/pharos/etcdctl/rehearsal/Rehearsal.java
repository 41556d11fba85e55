package dev.pharos.etcdctl.rehearsal;

import dev.pharos.etcdctl.Etcdctl;
import dev.pharos.etcdctl.run.Raw;
import dev.pharos.etcdctl.run.Surroundings;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Uses what the program uses most, against a server of its own that only nods, so that the JVM can record what is
 * loaded. Not called while the program works.
 */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .channelType(NioServerSocketChannel.class)
                .directExecutor()
                .addService(new Nodding())
                .build()
                .start();
        String endpoint = "--endpoints=127.0.0.1:" + server.getPort();
        List<Object> unused = List.of(Raw.arguments(arguments), Raw.environment());
        for (List<String> words : List.of(
                List.of("version"),
                List.of("put", endpoint, "key", "value"),
                List.of("get", endpoint, "key"),
                List.of("get", endpoint, "key", "--prefix", "-w", "json"),
                List.of("get", endpoint, "key", "-w", "fields"),
                List.of("del", endpoint, "key"),
                List.of("get", "--help"),
                List.of("get", "--none"))) {
            new Etcdctl(surroundings()).run(words);
        }
        server.shutdownNow();
        Future<?> unusedEnd = loops.shutdownGracefully();
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Map.of(),
                Set.of());
    }

    private static final class Nodding extends KVGrpc.KVImplBase {
        private static final ResponseHeader HEADER =
                ResponseHeader.newBuilder().setRevision(1).build();

        @Override
        public void put(PutRequest request, StreamObserver<PutResponse> answer) {
            answer.onNext(PutResponse.newBuilder().setHeader(HEADER).build());
            answer.onCompleted();
        }

        @Override
        public void range(RangeRequest request, StreamObserver<RangeResponse> answer) {
            answer.onNext(RangeResponse.newBuilder()
                    .setHeader(HEADER)
                    .addKvs(KeyValue.newBuilder().setKey(request.getKey()).setValue(request.getKey()))
                    .setCount(1)
                    .build());
            answer.onCompleted();
        }

        @Override
        public void deleteRange(DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> answer) {
            answer.onNext(DeleteRangeResponse.newBuilder()
                    .setHeader(HEADER)
                    .setDeleted(1)
                    .build());
            answer.onCompleted();
        }
    }
}
