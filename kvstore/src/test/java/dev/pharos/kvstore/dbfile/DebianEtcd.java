package dev.pharos.kvstore.dbfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** One member of Debian's etcd on loopback ports of its own, and Debian's etcdctl. */
final class DebianEtcd implements AutoCloseable {
    private static final Path ETCD = Path.of("/usr/bin/etcd");
    private static final Path ETCDCTL = Path.of("/usr/bin/etcdctl");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 20_000_000;

    private final String clientUrl;
    private final int clientPort;
    private final Path log;
    private final Process process;

    private DebianEtcd(Path folder, Path data, int clientPort, int peerPort) throws IOException {
        this.clientPort = clientPort;
        this.clientUrl = "http://127.0.0.1:" + clientPort;
        this.log = Files.createTempFile(folder, "etcd", ".log");
        List<String> command = new ArrayList<>(List.of(ETCD.toString(), "--data-dir", data.toString()));
        command.addAll(List.of("--listen-client-urls", clientUrl, "--advertise-client-urls", clientUrl));
        command.addAll(List.of("--listen-peer-urls", peerUrl(peerPort), "--logger", "zap"));
        command.addAll(identity(peerPort));
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    static void assumeInstalled() {
        Assumptions.assumeTrue(Files.isExecutable(ETCD), "skipped: " + ETCD + " is not installed");
        Assumptions.assumeTrue(Files.isExecutable(ETCDCTL), "skipped: " + ETCDCTL + " is not installed");
    }

    /** Starts a member on a data folder, which may be new, and waits until it answers. */
    static DebianEtcd start(Path folder, Path data, int peerPort) throws IOException {
        DebianEtcd etcd = new DebianEtcd(folder, data, freePort(), peerPort);
        try {
            etcd.awaitAnswer();
            return etcd;
        } catch (IOException | RuntimeException | AssertionError e) {
            etcd.close();
            throw e;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String peerUrl(int peerPort) {
        return "http://127.0.0.1:" + peerPort;
    }

    private static List<String> identity(int peerPort) {
        String peers = "m=" + peerUrl(peerPort);
        return List.of("--name", "m", "--initial-cluster", peers, "--initial-advertise-peer-urls", peerUrl(peerPort));
    }

    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!acceptsConnections()) {
            assertThat(process.isAlive())
                    .as("etcd runs: %s", Files.readString(log))
                    .isTrue();
            assertThat(System.nanoTime())
                    .as("etcd is slow: %s", Files.readString(log))
                    .isLessThan(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
        ctl("endpoint", "health");
    }

    private boolean acceptsConnections() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), clientPort)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Runs etcdctl against this member. */
    String ctl(String... arguments) {
        return ctlWithInput("", arguments);
    }

    String ctlWithInput(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--endpoints", clientUrl));
        all.addAll(List.of(arguments));
        return run(input, all);
    }

    /** Runs etcdctl on files. */
    static String offline(String... arguments) {
        return run("", List.of(arguments));
    }

    static void restore(Path snapshot, Path data, int peerPort) {
        List<String> command = new ArrayList<>(List.of("snapshot", "restore", snapshot.toString()));
        command.addAll(List.of("--data-dir", data.toString()));
        command.addAll(identity(peerPort));
        run("", command);
    }

    private static String run(String input, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(ETCDCTL.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ETCDCTL_API", "3");
        try {
            Path folder = Files.createTempDirectory("etcdctl");
            Path in = Files.writeString(folder.resolve("in"), input);
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            try {
                await(builder.start(), command);
                assertThat(Files.readString(err)).doesNotContain("Error:");
                return Files.readString(out);
            } finally {
                for (Path file : List.of(in, out, err, folder)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process process, List<String> command) {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            assertThat(process.exitValue()).as("%s", command).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
