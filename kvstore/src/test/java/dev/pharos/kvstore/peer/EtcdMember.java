package dev.pharos.kvstore.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;

/** A real etcd that is to form a cluster with somebody else: Debian's, or what {@code pharos.etcd} names. */
final class EtcdMember implements AutoCloseable {
    private static final Path PROGRAM = Path.of(System.getProperty("pharos.etcd", "/usr/bin/etcd"));

    private final Process process;
    private final Path log;
    private final String clientUrl;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private CompletableFuture<String> asked = CompletableFuture.completedFuture("");

    private EtcdMember(Process process, Path log, String clientUrl) {
        this.process = process;
        this.log = log;
        this.clientUrl = clientUrl;
    }

    static void assumeInstalled() {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "skipped: " + PROGRAM + " is not installed");
    }

    /** Of the name {@code a}, in a cluster with {@code b}. */
    static EtcdMember start(Path folder, String clientUrl, String peerUrl, String otherUrl) throws IOException {
        Path log = folder.resolve("etcd.log");
        Process process = new ProcessBuilder(List.of(
                        PROGRAM.toString(),
                        "--name=a",
                        "--data-dir=" + folder.resolve("etcd"),
                        "--logger=zap",
                        "--listen-client-urls=" + clientUrl,
                        "--advertise-client-urls=" + clientUrl,
                        "--listen-peer-urls=" + peerUrl,
                        "--initial-advertise-peer-urls=" + peerUrl,
                        "--initial-cluster=a=" + peerUrl + ",b=" + otherUrl))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new EtcdMember(process, log, clientUrl);
    }

    /**
     * Whether it has a leader and what it proposes is committed, as it said when it was last asked. Does not wait:
     * etcd answers only when the other member has.
     */
    boolean isHealthy() {
        assertThat(process.isAlive()).as("etcd runs, see %s", log).isTrue();
        if (!asked.isDone()) {
            return false;
        }
        boolean healthy = !asked.isCompletedExceptionally() && asked.join().contains("\"health\":\"true\"");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(clientUrl + "/health")).build();
        asked = client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
        return healthy;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
