package dev.pharos.kvstore.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.listen.GrpcSide;
import dev.pharos.kvstore.listen.Protocols;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void every_kind_of_call_is_made_several_times_and_the_edge_is_closed() throws Exception {
        Counting edge = new Counting();

        WarmUp.begin(() -> edge, LONG).await();

        assertThat(edge.calls)
                .containsOnlyKeys(
                        "etcdserverpb.KV/Put",
                        "etcdserverpb.KV/Range",
                        "etcdserverpb.KV/Txn",
                        "etcdserverpb.Lease/LeaseGrant",
                        "etcdserverpb.Lease/LeaseKeepAlive",
                        "etcdserverpb.Watch/Watch")
                .allSatisfy((method, number) -> assertThat(number).isGreaterThan(1));
        assertThat(edge.closed.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void who_cannot_warm_up_does_not_wait() throws Exception {
        long begun = System.nanoTime();

        WarmUp.begin(
                        () -> {
                            throw new IllegalStateException("there is no edge");
                        },
                        LONG)
                .await();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONG);
    }

    @Test
    void a_warm_up_that_hangs_is_cut_off() throws Exception {
        Hanging edge = new Hanging();

        WarmUp.begin(() -> edge, Duration.ofMillis(100)).await();

        assertThat(edge.closed.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static void hangUp(ChannelPipeline pipeline) {
        ChannelFuture unused = pipeline.channel().close();
    }

    private static final class Counting implements Edge {
        private final Map<String, Integer> calls = new ConcurrentHashMap<>();
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public Protocols protocols() {
            ServerInterceptor counter = new ServerInterceptor() {
                @Override
                public <Q, A> ServerCall.Listener<Q> interceptCall(
                        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                    calls.merge(call.getMethodDescriptor().getFullMethodName(), 1, Integer::sum);
                    return next.startCall(call, headers);
                }
            };
            GrpcSide grpc = new GrpcSide(CannedServices.definitions(), List.of(counter));
            return Protocols.both(grpc, WarmUpTest::hangUp);
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    /** Nobody answers its calls. */
    private static final class Hanging implements Edge {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public Protocols protocols() {
            return Protocols.httpOnly(pipeline -> {});
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
