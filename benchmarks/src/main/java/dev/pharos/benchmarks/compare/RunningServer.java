package dev.pharos.benchmarks.compare;

import com.google.protobuf.ByteString;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.LoadFailure;
import dev.pharos.benchmarks.load.RawMethods;
import dev.pharos.benchmarks.load.Requests;
import dev.pharos.benchmarks.load.Requests.ReadKind;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server process over one folder, ready to answer. Owner: the main thread. */
final class RunningServer {
    private static final MethodDescriptor<byte[], byte[]> RANGE = RawMethods.of(KVGrpc.getRangeMethod());
    /** What both log when they begin to serve. */
    private static final String READY = "ready to serve client requests";

    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 60;

    private final ServerKind kind;
    private final Path folder;
    private final Process process;
    private final double secondsToStart;

    private RunningServer(ServerKind kind, Path folder, Process process, double secondsToStart) {
        this.kind = kind;
        this.folder = folder;
        this.process = process;
        this.secondsToStart = secondsToStart;
    }

    /** Starts over what the folder holds and returns when a linearizable get of the key was answered. */
    static RunningServer start(ServerKind kind, Path folder, ByteString key) throws InterruptedException {
        long begun = System.nanoTime();
        Process process = launch(kind, folder, "error", folder.resolve("log"));
        awaitAnswer(kind, process, key, begun);
        return new RunningServer(kind, folder, process, (System.nanoTime() - begun) / 1e9);
    }

    private static Process launch(ServerKind kind, Path folder, String logLevel, Path log) {
        if (listens(kind)) {
            throw new LoadFailure("another server listens on " + kind.endpoint(), null);
        }
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(kind.commandFor(folder.resolve("data"), logLevel))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            // Nothing outlives the comparison, however it ends.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void awaitReadiness(ServerKind kind, Process process, Path log) throws InterruptedException {
        try {
            while (!Files.readString(log).contains(READY)) {
                if (!process.isAlive()) {
                    throw new LoadFailure(kind.name() + " ended with code " + process.exitValue(), null);
                }
                Thread.sleep(1);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void awaitAnswer(ServerKind kind, Process process, ByteString key, long begun)
            throws InterruptedException {
        byte[] get = Requests.get(key, ReadKind.LINEARIZABLE);
        while (true) {
            if (!process.isAlive()) {
                throw new LoadFailure(kind.name() + " ended with code " + process.exitValue(), null);
            }
            if (listens(kind)) {
                try (Connections one = new Connections(kind.endpoint(), 1)) {
                    one.ask(RANGE, get, START_SECONDS);
                    return;
                } catch (LoadFailure notYet) {
                    if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
                        process.destroyForcibly();
                        throw notYet;
                    }
                }
            }
            Thread.sleep(5);
        }
    }

    private static boolean listens(ServerKind kind) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), kind.port())) {
            return probe.isConnected();
        } catch (IOException refused) {
            // Not yet: the caller asks again.
            return false;
        }
    }

    ServerKind kind() {
        return kind;
    }

    long pid() {
        // A launcher script that did not replace itself has the server as its child.
        return process.descendants().findFirst().map(ProcessHandle::pid).orElse(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** To the first answer, or as far as whoever started it waited. */
    double secondsToStart() {
        return secondsToStart;
    }

    /** Stops as the signal says, and starts again over the same folder. */
    RunningServer again(Ending ending, ByteString key) throws InterruptedException {
        end(ending);
        return start(kind, folder, key);
    }

    /** Kills and starts again over the same folder, and returns when the server says that it is ready. */
    RunningServer againUnasked() throws InterruptedException {
        end(Ending.KILLED);
        Path log = folder.resolve("log-of-readiness");
        try {
            Files.deleteIfExists(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        long begun = System.nanoTime();
        Process again = launch(kind, folder, "info", log);
        awaitReadiness(kind, again, log);
        return new RunningServer(kind, folder, again, (System.nanoTime() - begun) / 1e9);
    }

    private void end(Ending ending) throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ending == Ending.STOPPED ? ProcessHandle::destroy : ProcessHandle::destroyForcibly);
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
    }

    /** Stops the server and deletes its data; the log stays. */
    void discard() throws InterruptedException {
        end(Ending.STOPPED);
        Path data = folder.resolve("data");
        if (!Files.exists(data)) {
            return;
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    enum Ending {
        STOPPED,
        KILLED
    }
}
