package dev.pharos.etcdctl.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.client.Client;
import dev.pharos.client.ClientBuilder;
import dev.pharos.client.channel.TlsOptions;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A real etcd as a process: the one that {@code -Dpharos.etcd=FILE} names, or the one that is installed. */
final class RealEtcd implements AutoCloseable {
    private static final Path PROGRAM = Path.of(System.getProperty("pharos.etcd", "/usr/bin/etcd"));
    private static final Pattern VERSION = Pattern.compile("etcd Version: 3\\.([0-9]+)\\.");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final String endpoint;
    private final Optional<TlsOptions> tls;

    private RealEtcd(Process process, String endpoint, Optional<TlsOptions> tls) {
        this.process = process;
        this.endpoint = endpoint;
        this.tls = tls;
    }

    /** Skips the test unless there is one of 3.6 or later, whose words are those that are written down. */
    static void assumeRecent() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "skipped: " + PROGRAM + " is not installed");
        Process asked = new ProcessBuilder(PROGRAM.toString(), "--version").start();
        String text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(asked.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Matcher version = VERSION.matcher(text);
        Assumptions.assumeTrue(
                version.find() && Integer.parseInt(version.group(1)) >= 6,
                "skipped: " + PROGRAM + " is older than 3.6; name another with -Dpharos.etcd=FILE");
    }

    /**
     * With new data, when it serves.
     *
     * @param flags more of them
     */
    static RealEtcd start(Path folder, String... flags) throws IOException {
        return start(folder, "http", Optional.empty(), flags);
    }

    /** The same for clients with TLS, who must be like this one. */
    static RealEtcd startSecure(Path folder, TlsOptions client, String... flags) throws IOException {
        return start(folder, "https", Optional.of(client), flags);
    }

    private static RealEtcd start(Path folder, String scheme, Optional<TlsOptions> tls, String... flags)
            throws IOException {
        String endpoint = "127.0.0.1:" + freePort();
        String peers = "http://127.0.0.1:" + freePort();
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + scheme + "://" + endpoint,
                "--advertise-client-urls=" + scheme + "://" + endpoint,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers));
        command.addAll(List.of(flags));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("etcd.log").toFile())
                .start();
        RealEtcd etcd = new RealEtcd(process, endpoint, tls);
        try (Client client = etcd.client()) {
            client.maintenance()
                    .status(StatusRequest.getDefaultInstance(), PATIENCE)
                    .join();
        } catch (RuntimeException failure) {
            etcd.close();
            throw failure;
        }
        return etcd;
    }

    Client client() {
        ClientBuilder builder = Client.builder().endpoints(List.of(endpoint));
        tls.ifPresent(builder::tls);
        return builder.build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
