package dev.pharos.kvstore.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** A member {@code m} of Debian's etcd on a data folder, and Debian's etcdctl. */
public final class RealEtcd implements AutoCloseable {
    private static final Path ETCD = Path.of("/usr/bin/etcd");
    private static final Path ETCDCTL = Path.of("/usr/bin/etcdctl");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 20_000_000;

    private final String endpoint;
    private final Path log;
    private final Process process;

    private RealEtcd(Path data, String peerUrl) throws IOException {
        this.endpoint = "http://127.0.0.1:" + freePort();
        this.log = Files.createTempFile("etcd", ".log");
        List<String> command = new ArrayList<>(List.of(ETCD.toString(), "--data-dir", data.toString()));
        command.addAll(List.of("--listen-client-urls", endpoint, "--advertise-client-urls", endpoint));
        command.addAll(List.of("--listen-peer-urls", peerUrl, "--logger", "zap"));
        command.addAll(identity(peerUrl, "m=" + peerUrl));
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    public static void assumeInstalled() {
        Assumptions.assumeTrue(Files.isExecutable(ETCD), "skipped: " + ETCD + " is not installed");
        Assumptions.assumeTrue(Files.isExecutable(ETCDCTL), "skipped: " + ETCDCTL + " is not installed");
    }

    public static String freeUrl() {
        return "http://127.0.0.1:" + freePort();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> identity(String peerUrl, String cluster) {
        return List.of("--name", "m", "--initial-cluster", cluster, "--initial-advertise-peer-urls", peerUrl);
    }

    /** Starts it, on a folder that may be new, and waits until it answers. */
    public static RealEtcd start(Path data, String peerUrl) {
        RealEtcd etcd;
        try {
            etcd = new RealEtcd(data, peerUrl);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        try {
            etcd.awaitHealth();
            return etcd;
        } catch (RuntimeException | AssertionError failed) {
            etcd.close();
            throw failed;
        }
    }

    private void awaitHealth() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isHealthy()) {
            assertThat(process.isAlive()).as(this::logText).isTrue();
            assertThat(System.nanoTime()).as(this::logText).isLessThan(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean isHealthy() {
        try {
            ctl("endpoint", "health", "--dial-timeout=1s", "--command-timeout=1s");
            return true;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    private String logText() {
        try {
            return Files.readString(log);
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    /** Runs etcdctl against this member. */
    public String ctl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--endpoints", endpoint));
        all.addAll(List.of(arguments));
        return run(all);
    }

    /** Runs etcdctl on files. */
    public static String offline(String... arguments) {
        return run(List.of(arguments));
    }

    /** As member {@code m} of a cluster of its own. */
    public static void restore(Path snapshot, Path data, String peerUrl) {
        restore(snapshot, data, peerUrl, "m=" + peerUrl);
    }

    public static void restore(Path snapshot, Path data, String peerUrl, String cluster) {
        List<String> arguments = new ArrayList<>(List.of("snapshot", "restore", snapshot.toString()));
        arguments.addAll(List.of("--data-dir", data.toString()));
        arguments.addAll(identity(peerUrl, cluster));
        run(arguments);
    }

    /** All pairs at a revision, encoded. */
    public List<Bytes> at(long revision) {
        String json = ctl("get", "", "--from-key", "--rev", Long.toString(revision), "-w", "json");
        JsonElement kvs = JsonParser.parseString(json).getAsJsonObject().get("kvs");
        List<Bytes> pairs = new ArrayList<>();
        if (kvs != null) {
            kvs.getAsJsonArray().forEach(kv -> pairs.add(pair(kv.getAsJsonObject())));
        }
        return pairs;
    }

    private static Bytes pair(JsonObject kv) {
        KeyValue pair = KeyValue.newBuilder()
                .setKey(base64(kv, "key"))
                .setValue(base64(kv, "value"))
                .setCreateRevision(number(kv, "create_revision"))
                .setModRevision(number(kv, "mod_revision"))
                .setVersion(number(kv, "version"))
                .setLease(number(kv, "lease"))
                .build();
        return Bytes.wrapUnsafe(pair.toByteArray());
    }

    private static ByteString base64(JsonObject json, String name) {
        return json.has(name)
                ? ByteString.copyFrom(Base64.getDecoder().decode(json.get(name).getAsString()))
                : ByteString.EMPTY;
    }

    private static long number(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsLong() : 0;
    }

    public int hash(long revision) {
        String json = ctl("endpoint", "hashkv", "--rev", Long.toString(revision), "-w", "json");
        JsonObject answer = JsonParser.parseString(json).getAsJsonArray().get(0).getAsJsonObject();
        return (int) answer.getAsJsonObject("HashKV").get("hash").getAsLong();
    }

    private static String run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(ETCDCTL.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ETCDCTL_API", "3");
        try {
            Path out = Files.createTempFile("etcdctl", ".out");
            Path err = Files.createTempFile("etcdctl", ".err");
            try {
                Process process = builder.redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                assertThat(end(process)).as(() -> command + ": " + text(err)).isZero();
                return Files.readString(out);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    private static int end(Process process) {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopping);
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        process.destroy();
        end(process);
        try {
            Files.deleteIfExists(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
