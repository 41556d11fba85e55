package dev.pharos.kvstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.config.ConfigReader;
import dev.pharos.kvstore.config.ConfigResult;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.warmup.Edge;
import dev.pharos.kvstore.warmup.WarmUp;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTraceTest {
    @TempDir
    private Path home;

    @Test
    void a_warm_up_leaves_no_trace_in_the_store_and_in_the_metrics() throws Exception {
        String client = "http://127.0.0.1:" + freePort();
        String peer = "http://127.0.0.1:" + freePort();
        AtomicInteger edges = new AtomicInteger();
        WarmUp warmUp = WarmUp.begin(() -> counted(edges), Duration.ofSeconds(60));

        try (KvServer server = KvServer.start(options(client, peer), ServerLog.silent(), failure -> {}, warmUp)) {
            assertThat(server.clientPort()).isPositive();
            String metrics = get(client + "/metrics");
            String range = post(client + "/v3/kv/range", "{\"key\":\"AA==\",\"range_end\":\"AA==\"}");

            assertThat(edges).hasValue(1);
            assertThat(metrics.lines())
                    .contains("etcd_debugging_lease_granted_total 0")
                    .filteredOn(line -> line.startsWith("grpc_server_started_total"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).endsWith(" 0"));
            assertThat(range).contains("\"revision\":\"1\"").doesNotContain("kvs");
        }
    }

    private static Edge counted(AtomicInteger edges) {
        edges.incrementAndGet();
        return RehearsedEdge.open();
    }

    private ServerOptions options(String client, String peer) {
        List<String> flags = List.of(
                "--data-dir=" + home,
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
        return ((ConfigResult.Options) ConfigReader.read(flags, Map.of())).options();
    }

    private static String get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private static String post(String url, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
