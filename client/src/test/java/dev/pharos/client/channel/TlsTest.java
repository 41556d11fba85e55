package dev.pharos.client.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.client.Client;
import dev.pharos.client.Requests;
import dev.pharos.client.channel.TlsOptions.Verification;
import dev.pharos.client.data.CallFailure;
import dev.pharos.testkit.tls.Certificate;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import io.grpc.Server;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server with a certificate for a domain and not for its address, who wants one of its clients as well. */
@Timeout(120)
final class TlsTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final AtomicInteger puts = new AtomicInteger();
    private Certificate ours;
    private Certificate theirs;
    private Server server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        ours = Certificate.create(folder, "ours");
        theirs = Certificate.create(folder, "theirs", "RSA", "dns:example.org");
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TlsServerCredentials.newBuilder()
                                .keyManager(theirs.file().toFile(), theirs.key().toFile())
                                .trustManager(ours.file().toFile())
                                .clientAuth(ClientAuth.REQUIRE)
                                .build())
                .addService(new KVGrpc.KVImplBase() {
                    @Override
                    public void put(PutRequest request, StreamObserver<PutResponse> answer) {
                        puts.incrementAndGet();
                        answer.onNext(PutResponse.getDefaultInstance());
                        answer.onCompleted();
                    }
                })
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    private TlsOptions options(Certificate trusted, Certificate own, String serverName) {
        return new TlsOptions(
                Optional.of(trusted.file()),
                Optional.of(own.file()),
                Optional.of(own.key()),
                Verification.CHECKED,
                Optional.of(serverName));
    }

    private void put(TlsOptions options, Duration patience) {
        try (Client client = Client.builder()
                .endpoints(List.of("127.0.0.1:" + server.getPort()))
                .tls(options)
                .build()) {
            client.kv().put(Requests.put("a", "1"), patience).join();
        }
    }

    @Test
    void a_certificate_may_be_for_another_name_than_that_of_the_endpoint() {
        put(options(theirs, ours, "example.org"), Requests.PATIENCE);
        assertThat(puts).hasValue(1);
    }

    @Test
    void it_must_be_for_the_name_that_is_wanted() {
        assertThatThrownBy(() -> put(options(theirs, ours, "example.net"), SHORT))
                .hasCauseInstanceOf(CallFailure.class);
        assertThat(puts).hasValue(0);
    }

    @Test
    void who_is_not_trusted_gets_no_request_and_no_answer() {
        assertThatThrownBy(() -> put(options(ours, ours, "example.org"), SHORT)).hasCauseInstanceOf(CallFailure.class);
        assertThatThrownBy(() -> put(options(theirs, theirs, "example.org"), SHORT))
                .isNotNull();
        assertThat(puts).hasValue(0);
    }

    @Test
    void files_that_cannot_be_used_are_told_at_once_whatever_the_endpoints_are() {
        Certificate mixed = new Certificate(ours.file(), theirs.key());
        assertThatThrownBy(() -> Client.builder()
                        .endpoints(List.of("http://127.0.0.1:" + server.getPort()))
                        .tls(options(theirs, mixed, "example.org"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tls: ");
    }
}
