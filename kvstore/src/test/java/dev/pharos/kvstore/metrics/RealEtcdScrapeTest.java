package dev.pharos.kvstore.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the table of the contract against an etcd that is installed here, whatever its version. */
final class RealEtcdScrapeTest {
    /** Of the runtime of Go, and of etcd's proxy, which is in the same program. */
    private static final Pattern NOT_A_SERVERS = Pattern.compile("go_|etcd_grpc_proxy_");

    /** Names that were given up before 3.6. */
    private static final Set<String> FORMER = Set.of(
            "etcd_debugging_mvcc_db_total_size_in_bytes",
            "etcd_debugging_mvcc_delete_total",
            "etcd_debugging_mvcc_put_total",
            "etcd_debugging_mvcc_range_total",
            "etcd_debugging_mvcc_txn_total");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void what_etcd_shows_is_in_the_contract_with_the_same_type_labels_and_buckets(@TempDir Path folder)
            throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "etcd is not installed");
        Map<String, Contract> contract = Contract.byName();

        scrape(folder).families().forEach((name, family) -> {
            if (NOT_A_SERVERS.matcher(name).lookingAt() || FORMER.contains(name)) {
                return;
            }
            Contract line = contract.get(name);
            assertThat(line).as(name).isNotNull();
            assertThat(line.type()).as(name).isEqualTo(family.type());
            assertThat(family.labelNames()).as(name).containsExactly(line.labels());
            if (family.type().equals("histogram")) {
                assertThat(family.bounds()).as(name).containsExactly(line.bounds());
            }
        });
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, "etcd").canExecute());
    }

    private Exposition scrape(Path folder) throws IOException, InterruptedException {
        String clients = "http://127.0.0.1:" + freePort();
        String peers = "http://127.0.0.1:" + freePort();
        Process etcd = new ProcessBuilder(
                        "etcd",
                        "--data-dir=" + folder.resolve("data"),
                        "--metrics=extensive",
                        "--listen-client-urls=" + clients,
                        "--advertise-client-urls=" + clients,
                        "--listen-peer-urls=" + peers,
                        "--initial-advertise-peer-urls=" + peers,
                        "--initial-cluster=default=" + peers)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            return untilItLeads(etcd, URI.create(clients + "/metrics"));
        } finally {
            etcd.destroyForcibly().waitFor();
        }
    }

    private Exposition untilItLeads(Process etcd, URI metrics) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            assertThat(etcd.isAlive()).as("etcd runs").isTrue();
            assertThat(System.nanoTime()).as("etcd leads in the end").isLessThan(deadline);
            try {
                HttpRequest request = HttpRequest.newBuilder(metrics).build();
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.body().contains("\netcd_server_is_leader 1\n")) {
                    return Exposition.parse(answer.body());
                }
            } catch (IOException e) {
                // It does not listen yet.
                Thread.onSpinWait();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
