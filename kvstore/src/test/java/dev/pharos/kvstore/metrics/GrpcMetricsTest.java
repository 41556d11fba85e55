package dev.pharos.kvstore.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.wire.error.StatusText;
import dev.pharos.wire.proto.etcdserverpb.AuthGrpc;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.health.HealthGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GrpcMetricsTest {
    private static final Metadata.Key<String> VERSION =
            Metadata.Key.of("client-api-version", Metadata.ASCII_STRING_MARSHALLER);

    private final ServerMetrics metrics = new ServerMetrics(Detail.EXTENSIVE);
    private final ServerServiceDefinition echo = EchoService.definition();
    private Server server;
    private ManagedChannel channel;

    /** Everything runs on the thread that calls, so that all is counted when a call returns. */
    @BeforeEach
    void start() throws IOException {
        String name = InProcessServerBuilder.generateName();
        metrics.grpc().track(List.of(echo.getServiceDescriptor()));
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addStreamTracerFactory(metrics.grpc())
                .addService(echo)
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void all_series_of_all_methods_are_there_from_the_start() {
        ServerMetrics fresh = new ServerMetrics(Detail.EXTENSIVE);
        List<ServiceDescriptor> services = List.of(
                KVGrpc.getServiceDescriptor(),
                WatchGrpc.getServiceDescriptor(),
                LeaseGrpc.getServiceDescriptor(),
                ClusterGrpc.getServiceDescriptor(),
                AuthGrpc.getServiceDescriptor(),
                MaintenanceGrpc.getServiceDescriptor(),
                HealthGrpc.getServiceDescriptor());
        fresh.grpc().track(services);
        fresh.grpc().track(services);
        int methods = services.stream().mapToInt(s -> s.getMethods().size()).sum();
        Exposition scrape = Scrape.of(fresh);

        assertThat(scrape.family("grpc_server_started_total").samples()).hasSize(methods);
        assertThat(scrape.family("grpc_server_handled_total").samples())
                .hasSize(methods * 17)
                .allSatisfy(sample -> assertThat(sample.value()).isEqualTo("0"));
        assertThat(scrape.family("grpc_server_handling_seconds").samples()).hasSize(methods * 14);
        assertThat(typesOf(scrape))
                .contains(
                        "unary etcdserverpb.KV/Range",
                        "bidi_stream etcdserverpb.Watch/Watch",
                        "bidi_stream etcdserverpb.Lease/LeaseKeepAlive",
                        "server_stream etcdserverpb.Maintenance/Snapshot",
                        "unary grpc.health.v1.Health/Check");
    }

    private static Set<String> typesOf(Exposition scrape) {
        return scrape.family("grpc_server_started_total").samples().stream()
                .map(Exposition.Sample::labels)
                .map(labels ->
                        labels.get("grpc_type") + " " + labels.get("grpc_service") + "/" + labels.get("grpc_method"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(Status.Code.class)
    void a_call_is_counted_by_the_code_it_ends_with(Status.Code code) {
        try {
            ClientCalls.blockingUnaryCall(channel, EchoService.UNARY, CallOptions.DEFAULT, code.name());
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(code);
        }

        assertThat(handled("Unary", "unary", StatusText.nameOf(code))).isEqualTo("1");
        assertThat(sumOfHandled()).isEqualTo(1);
        assertThat(method("grpc_server_started_total", "Unary", "unary")).isEqualTo("1");
        assertThat(method("grpc_server_msg_received_total", "Unary", "unary")).isEqualTo("1");
        assertThat(method("grpc_server_msg_sent_total", "Unary", "unary"))
                .isEqualTo(code == Status.Code.OK ? "1" : "0");
        assertThat(method("grpc_server_handling_seconds_count", "Unary", "unary"))
                .isEqualTo("1");
    }

    @Test
    void messages_of_streams_are_counted_each() {
        ClientCalls.blockingServerStreamingCall(channel, EchoService.DOWNLOAD, CallOptions.DEFAULT, "x")
                .forEachRemaining(answer -> assertThat(answer).isEqualTo("x"));
        StreamObserver<String> upload = ClientCalls.asyncClientStreamingCall(
                channel.newCall(EchoService.UPLOAD, CallOptions.DEFAULT), new Sink());
        upload.onNext("a");
        upload.onNext("b");
        upload.onCompleted();

        assertThat(method("grpc_server_msg_received_total", "Download", "server_stream"))
                .isEqualTo("1");
        assertThat(method("grpc_server_msg_sent_total", "Download", "server_stream"))
                .isEqualTo("3");
        assertThat(handled("Download", "server_stream", "OK")).isEqualTo("1");
        assertThat(method("grpc_server_msg_received_total", "Upload", "client_stream"))
                .isEqualTo("2");
        assertThat(method("grpc_server_msg_sent_total", "Upload", "client_stream"))
                .isEqualTo("1");
        assertThat(handled("Upload", "client_stream", "OK")).isEqualTo("1");
    }

    @Test
    void an_open_stream_is_started_and_not_handled_until_the_client_cancels_it() {
        Sink answers = new Sink();
        StreamObserver<String> requests =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(EchoService.BIDI, CallOptions.DEFAULT), answers);
        requests.onNext("a");
        requests.onNext("b");

        assertThat(answers.values).containsExactly("a", "b");
        assertThat(method("grpc_server_started_total", "Bidi", "bidi_stream")).isEqualTo("1");
        assertThat(sumOfHandled()).isZero();

        requests.onError(Status.CANCELLED.asException());
        assertThat(handled("Bidi", "bidi_stream", "Canceled")).isEqualTo("1");
    }

    @Test
    void a_method_nobody_knows_is_not_counted() {
        ServerMetrics other = new ServerMetrics(Detail.BASIC);
        other.grpc().newServerStreamTracer("test.Echo/Unary", new Metadata()).streamClosed(Status.OK);

        assertThat(Scrape.of(other).families()).doesNotContainKey("grpc_server_handled_total");
    }

    @Test
    void requests_are_counted_by_type_and_version_of_the_client() {
        callWithVersion("3.6");
        callWithVersion("3.6");
        ClientCalls.blockingUnaryCall(channel, EchoService.UNARY, CallOptions.DEFAULT, "x");
        ClientCalls.blockingServerStreamingCall(channel, EchoService.DOWNLOAD, CallOptions.DEFAULT, "x")
                .forEachRemaining(answer -> {});

        assertThat(requests("unary", "3.6")).isEqualTo("2");
        assertThat(requests("unary", "unknown")).isEqualTo("1");
        assertThat(requests("stream", "unknown")).isEqualTo("1");
    }

    @Test
    void versions_beyond_the_bound_or_beyond_belief_are_unknown() {
        callWithVersion("9".repeat(33));
        callWithVersion("");
        for (int i = 0; i < ClientRequests.MOST_VERSIONS + 5; i++) {
            callWithVersion("1." + i);
        }

        assertThat(requests("unary", "unknown")).isEqualTo("7");
        assertThat(Scrape.of(metrics)
                        .family("etcd_server_client_requests_total")
                        .samples())
                .hasSize(ClientRequests.MOST_VERSIONS + 2);
    }

    private void callWithVersion(String version) {
        Metadata headers = new Metadata();
        headers.put(VERSION, version);
        ClientCalls.blockingUnaryCall(
                ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
                EchoService.UNARY,
                CallOptions.DEFAULT,
                "x");
    }

    @Test
    void bytes_are_those_of_the_messages() throws IOException {
        Server network = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addStreamTracerFactory(metrics.grpc())
                .addService(echo)
                .build()
                .start();
        ManagedChannel wire = NettyChannelBuilder.forAddress("127.0.0.1", network.getPort())
                .usePlaintext()
                .build();
        try {
            ClientCalls.blockingUnaryCall(wire, EchoService.UNARY, CallOptions.DEFAULT, "x".repeat(1000));
            ClientCalls.blockingServerStreamingCall(wire, EchoService.DOWNLOAD, CallOptions.DEFAULT, "y".repeat(100))
                    .forEachRemaining(answer -> {});
            assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                            wire, EchoService.UNARY, CallOptions.DEFAULT, "PERMISSION_DENIED"))
                    .isInstanceOf(StatusRuntimeException.class);
            untilHandled(3);
        } finally {
            wire.shutdownNow();
            network.shutdownNow();
        }

        Exposition scrape = Scrape.of(metrics);
        assertThat(scrape.value("etcd_network_client_grpc_received_bytes_total"))
                .isEqualTo("1117");
        assertThat(scrape.value("etcd_network_client_grpc_sent_bytes_total")).isEqualTo("1300");
        assertThat(handled("Unary", "unary", "PermissionDenied")).isEqualTo("1");
    }

    /** Over a network, the client may have its answer before the server has closed the stream. */
    private void untilHandled(int calls) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (sumOfHandled() < calls) {
            assertThat(System.nanoTime()).as("calls are counted in the end").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private double sumOfHandled() {
        return Scrape.of(metrics).family("grpc_server_handled_total").samples().stream()
                .mapToDouble(sample -> Double.parseDouble(sample.value()))
                .sum();
    }

    private String handled(String method, String type, String code) {
        return Scrape.of(metrics)
                .value("grpc_server_handled_total{grpc_code=\"" + code + "\"," + labels(method, type) + "}");
    }

    private String method(String name, String method, String type) {
        return Scrape.of(metrics).value(name + "{" + labels(method, type) + "}");
    }

    private static String labels(String method, String type) {
        return "grpc_method=\"" + method + "\",grpc_service=\"test.Echo\",grpc_type=\"" + type + "\"";
    }

    private String requests(String type, String version) {
        return Scrape.of(metrics)
                .value("etcd_server_client_requests_total{client_api_version=\"" + version + "\",type=\"" + type
                        + "\"}");
    }

    private static final class Sink implements StreamObserver<String> {
        private final List<String> values = new ArrayList<>();

        @Override
        public void onNext(String value) {
            values.add(value);
        }

        @Override
        public void onError(Throwable t) {
            // What became of the call is read from the metrics.
        }

        @Override
        public void onCompleted() {
            // As above.
        }
    }
}
