package dev.pharos.kvstore.rpc.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** What a client sees of an answer that cannot be written to its end. */
class BrokenAnswerTest {
    private static final int BYTES = 1 << 20;

    /** Ends before its announced size, unless it is asked for something. */
    private record Breaking(RangeRequest request) implements WireAnswer {
        @Override
        public long sizeBytes() {
            return request.getKey().isEmpty() ? BYTES : 2;
        }

        @Override
        public void writeTo(CodedOutputStream out) throws IOException {
            if (!request.getKey().isEmpty()) {
                out.writeInt64(RangeAnswer.COUNT, 7);
                return;
            }
            for (int i = 0; i < BYTES / 4; i++) {
                out.writeInt64(RangeAnswer.COUNT, 7);
            }
            throw new IOException("no more");
        }
    }

    @Test
    void an_answer_that_breaks_off_fails_its_call_and_no_other() throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("etcdserverpb.KV")
                        .addMethod(
                                WireAnswers.answering(KVGrpc.getRangeMethod()),
                                ServerCalls.asyncUnaryCall((request, call) -> {
                                    call.onNext(new Breaking(request));
                                    call.onCompleted();
                                }))
                        .build())
                .build()
                .start();
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        try {
            KVGrpc.KVBlockingStub client = KVGrpc.newBlockingStub(channel);
            RangeRequest whole = RangeRequest.newBuilder()
                    .setKey(ByteString.copyFromUtf8("k"))
                    .build();

            assertThatThrownBy(() -> client.range(RangeRequest.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class);
            assertThat(client.range(whole))
                    .isEqualTo(RangeResponse.newBuilder().setCount(7).build());
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }
}
