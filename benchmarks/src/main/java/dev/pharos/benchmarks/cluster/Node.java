package dev.pharos.benchmarks.cluster;

import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.Endpoint;
import dev.pharos.benchmarks.load.LoadFailure;
import dev.pharos.benchmarks.load.ProcessUsage;
import dev.pharos.benchmarks.load.RawMethods;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One member: its command, and its process while it runs. Owner: the main thread. */
final class Node {
    private static final MethodDescriptor<byte[], byte[]> STATUS = RawMethods.of(MaintenanceGrpc.getStatusMethod());
    private static final byte[] ASK = StatusRequest.getDefaultInstance().toByteArray();
    private static final long ANSWER_SECONDS = 2;
    private static final long END_SECONDS = 60;

    private final Endpoint endpoint;
    private final List<String> command;
    private final Path log;
    private Optional<Process> process = Optional.empty();

    Node(Endpoint endpoint, List<String> command, Path log) {
        this.endpoint = endpoint;
        this.command = command;
        this.log = log;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    void start() {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            // Nothing outlives the comparison, however it ends.
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            process = Optional.of(started);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void kill() throws InterruptedException {
        Process running = process.orElseThrow();
        running.destroyForcibly();
        running.waitFor();
        process = Optional.empty();
    }

    void stop() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroy();
            if (!process.get().waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
            process = Optional.empty();
        }
    }

    /** Seconds of processor time; 0 while it does not run. */
    double cpuSeconds() {
        return process.map(running -> ProcessUsage.of(running.pid()).cpuSeconds())
                .orElse(0.0);
    }

    /** Empty while it does not answer. */
    Optional<StatusResponse> status() throws InterruptedException {
        if (process.isEmpty() || !process.get().isAlive()) {
            return Optional.empty();
        }
        try (Connections one = new Connections(endpoint, 1)) {
            return Optional.of(StatusResponse.parseFrom(one.ask(STATUS, ASK, ANSWER_SECONDS)));
        } catch (LoadFailure notYet) {
            return Optional.empty();
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
