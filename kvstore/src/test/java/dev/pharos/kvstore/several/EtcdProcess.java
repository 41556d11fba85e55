package dev.pharos.kvstore.several;

import dev.pharos.kvstore.blackbox.Connection;
import dev.pharos.kvstore.blackbox.RealEtcd;
import dev.pharos.kvstore.chaos.Setting;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real etcd: Debian's, or the one that the system property {@code pharos.etcd} names. */
final class EtcdProcess implements Running {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Setting setting;
    private final Path log;

    EtcdProcess(Setting setting) {
        this.setting = setting;
        this.log = setting.folder().resolve("etcd.log");
        String clients = "http://127.0.0.1:" + setting.ports().client();
        String peers = setting.peerUrl();
        List<String> command = new ArrayList<>(List.of(
                RealEtcd.program().toString(),
                "--data-dir=" + setting.dataDir(),
                "--logger=zap",
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers));
        command.addAll(setting.flags());
        try {
            Files.createDirectories(setting.folder());
            this.process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void awaitReady() {
        try (Connection connection =
                Connection.to("127.0.0.1:" + setting.ports().client())) {
            Await.answer("etcd is ready", () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("etcd did not start: " + describe());
                }
                return connection.maintenance().status(StatusRequest.getDefaultInstance());
            });
        }
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void kill9() {
        process.destroyForcibly();
        int unused = awaitEnd();
    }

    @Override
    public int terminate() {
        process.destroy();
        return awaitEnd();
    }

    @Override
    public int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("etcd does not end: " + describe());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
        return process.exitValue();
    }

    @Override
    public List<String> said() {
        try {
            return Files.readAllLines(log);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String describe() {
        List<String> said = said();
        String state = process.isAlive() ? "running" : "ended with " + process.exitValue();
        return "etcd " + process.pid() + " " + state + "; it said\n  "
                + String.join("\n  ", said.subList(Math.max(0, said.size() - 100), said.size()));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill9();
        }
    }
}
