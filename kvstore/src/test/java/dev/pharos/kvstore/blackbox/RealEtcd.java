package dev.pharos.kvstore.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * A real etcd of one member, as a process beside the test: Debian's, or the one that the system property
 * {@code pharos.etcd} names.
 */
public final class RealEtcd implements AutoCloseable {
    private static final Path PROGRAM = Path.of(System.getProperty("pharos.etcd", "/usr/bin/etcd"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 20_000_000;

    private final Process process;
    private final String endpoint;
    private final Path log;

    private RealEtcd(Process process, String endpoint, Path log) {
        this.process = process;
        this.endpoint = endpoint;
        this.log = log;
    }

    /** Skips the test where there is no etcd. */
    public static void assumeInstalled() {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "skipped: " + PROGRAM + " is not installed");
    }

    public static Path program() {
        return PROGRAM;
    }

    /** Starts it with new data in a folder and returns when it serves. */
    public static RealEtcd start(Path folder) throws IOException, InterruptedException {
        String client = "127.0.0.1:" + freePort();
        String peers = "http://127.0.0.1:" + freePort();
        Path log = folder.resolve("etcd.log");
        Process process = new ProcessBuilder(List.of(
                        PROGRAM.toString(),
                        "--data-dir=" + folder.resolve("etcd"),
                        "--logger=zap",
                        "--listen-client-urls=http://" + client,
                        "--advertise-client-urls=http://" + client,
                        "--listen-peer-urls=" + peers,
                        "--initial-advertise-peer-urls=" + peers,
                        "--initial-cluster=default=" + peers))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RealEtcd etcd = new RealEtcd(process, client, log);
        try {
            etcd.awaitLeader();
            return etcd;
        } catch (RuntimeException | AssertionError failure) {
            etcd.close();
            throw failure;
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException exhausted) {
            throw new UncheckedIOException(exhausted);
        }
    }

    private void awaitLeader() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = Connection.to(endpoint)) {
            while (!leads(connection)) {
                assertThat(process.isAlive()).as("etcd runs, see %s", log).isTrue();
                assertThat(System.nanoTime()).as("etcd is slow, see %s", log).isLessThan(deadline);
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private static boolean leads(Connection connection) {
        try {
            return status(connection).getLeader() != 0;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }

    private static StatusResponse status(Connection connection) {
        return connection.maintenance().withWaitForReady().status(StatusRequest.getDefaultInstance());
    }

    /** As {@code host:port}. */
    public String endpoint() {
        return endpoint;
    }

    /** As {@code 3.4.23}. */
    public String version() {
        try (Connection connection = Connection.to(endpoint)) {
            return status(connection).getVersion();
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException wantsToGo) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
