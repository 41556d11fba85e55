package dev.pharos.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Generated stubs, the gRPC runtime and the protobuf runtime come in three versions: this sees them work
 * together.
 */
class StubRoundTripTest {
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void open() throws IOException {
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(new EchoKeys())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void a_request_and_its_answer_pass_through() {
        RangeResponse response = KVGrpc.newBlockingStub(channel).range(rangeOf("lighthouse"));

        assertThat(response.getKvsList()).extracting(KeyValue::getKey).containsExactly(utf8("lighthouse"));
    }

    @Test
    void an_error_is_recognised_on_the_other_side() {
        KVGrpc.KVBlockingStub stub = KVGrpc.newBlockingStub(channel);
        RangeRequest withoutKey = rangeOf("");

        assertThatThrownBy(() -> stub.range(withoutKey))
                .satisfies(failure -> assertThat(EtcdError.in(failure)).contains(EtcdError.EMPTY_KEY));
    }

    private static RangeRequest rangeOf(String key) {
        return RangeRequest.newBuilder().setKey(utf8(key)).build();
    }

    private static ByteString utf8(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private static final class EchoKeys extends KVGrpc.KVImplBase {
        @Override
        public void range(RangeRequest request, StreamObserver<RangeResponse> responses) {
            if (request.getKey().isEmpty()) {
                responses.onError(EtcdError.EMPTY_KEY.toException());
                return;
            }
            responses.onNext(RangeResponse.newBuilder()
                    .addKvs(KeyValue.newBuilder().setKey(request.getKey()))
                    .build());
            responses.onCompleted();
        }
    }
}
