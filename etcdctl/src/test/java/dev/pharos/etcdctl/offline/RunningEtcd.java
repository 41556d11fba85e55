package dev.pharos.etcdctl.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real etcd as a process: Debian's, or the one that {@code -Dpharos.etcd} names. */
final class RunningEtcd implements AutoCloseable {
    private static final Path ETCD = Path.of(System.getProperty("pharos.etcd", "/usr/bin/etcd"));
    private static final Path ETCDCTL = Path.of("/usr/bin/etcdctl");
    private static final Path ETCDUTL = Path.of(System.getProperty("pharos.etcdutl", "/usr/bin/etcdutl"));
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;

    private RunningEtcd(Process process) {
        this.process = process;
    }

    static void assumeInstalled() {
        Assumptions.assumeTrue(Files.isExecutable(ETCD), "skipped: " + ETCD + " is not installed");
    }

    /** Whether it is of release 3.6 or later. */
    static boolean isNew() throws IOException, InterruptedException {
        return run(List.of(ETCD.toString(), "--version")).matches("(?s).*Version: 3\\.([6-9]|[1-9][0-9]).*");
    }

    static RunningEtcd start(Member member, Path data, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ETCD.toString(), "--logger=zap"));
        command.addAll(member.flags(data, flags));
        Path log = Files.createTempFile("etcd", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RunningEtcd etcd = new RunningEtcd(process);
        try (Endpoint endpoint = member.endpoint()) {
            endpoint.revision();
            return etcd;
        } catch (StatusRuntimeException failure) {
            etcd.close();
            throw new AssertionError(Files.readString(log), failure);
        } finally {
            Files.delete(log);
        }
    }

    /** By the tool that comes with this etcd; skips the test where it is missing. */
    static void restore(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isNew()) {
            Assumptions.assumeTrue(
                    Files.isExecutable(ETCDUTL),
                    "skipped: this etcd needs etcdutl, and " + ETCDUTL + " is not installed");
            command.add(ETCDUTL.toString());
        } else {
            command.addAll(oldTool());
        }
        command.addAll(List.of("snapshot", "restore"));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static List<String> oldTool() {
        Assumptions.assumeTrue(Files.isExecutable(ETCDCTL), "skipped: " + ETCDCTL + " is not installed");
        return List.of("/usr/bin/env", "ETCDCTL_API=3", ETCDCTL.toString());
    }

    /** Runs Debian's etcdctl, which restores too; skips the test where it is missing. */
    static String ctl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(oldTool());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("tool", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
            return Files.readString(said);
        } finally {
            Files.delete(said);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
