package dev.pharos.kvstore.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The server as a process of its own, which may be ended in any way at any moment. Its own thread reads what it says,
 * so that it never waits for us.
 */
public final class ServerProcess implements AutoCloseable {
    private static final String READY = "ready to serve client requests";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PATIENCE_WITH_THREADS = Duration.ofSeconds(20);
    private static final int REMEMBERED_LINES = 200;
    private static final int STARTS = 3;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Setting setting;
    private final Process process;
    private final long startedNanos = System.nanoTime();
    private final Thread reader = new Thread(this::read, "server-output");

    /** Guarded by itself, as is what follows. */
    private final Deque<String> said = new ArrayDeque<>();

    private int lines;
    private boolean isReady;
    private boolean isSilent;
    private boolean showsThreads;

    /** Not even the virtual machine answers. */
    private static final class Frozen extends RuntimeException {
        private static final long serialVersionUID = 1;

        Frozen(String message) {
            super(message);
        }
    }

    private ServerProcess(Setting setting, Process process) {
        this.setting = setting;
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Does not wait for anything. */
    public static ServerProcess launch(Setting setting) {
        try {
            empty(setting.scratch());
            ProcessBuilder builder = new ProcessBuilder(setting.command()).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("ETCD_") || name.startsWith("PHAROS_"));
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            builder.environment().putAll(setting.environment());
            return new ServerProcess(setting, builder.start());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Serves when this returns. Now and then libfiu locks up a process that loads a library: one thread waits in
     * libfiu for the loader, another in the loader for libfiu. Such a start is made once more.
     */
    static ServerProcess start(Setting setting) {
        for (int start = 1; ; start++) {
            ServerProcess server = launch(setting);
            try {
                if (server.becomesReady()) {
                    return server;
                }
                server.close();
                throw new AssertionError("the server did not start: " + server.describe());
            } catch (Frozen frozen) {
                server.close();
                if (start == STARTS || !DiskFaults.canReach(setting)) {
                    throw frozen;
                }
            }
        }
    }

    private static void empty(Path scratch) throws IOException {
        Files.createDirectories(scratch);
        try (Stream<Path> left = Files.list(scratch)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                heard(line);
            }
        } catch (IOException closed) {
            heard("(" + closed.getMessage() + ")");
        }
        synchronized (said) {
            isSilent = true;
            said.notifyAll();
        }
    }

    private void heard(String line) {
        synchronized (said) {
            said.add(line);
            lines++;
            if (said.size() > REMEMBERED_LINES) {
                said.remove();
            }
            isReady |= line.contains(READY);
            showsThreads |= line.contains("Full thread dump");
            said.notifyAll();
        }
    }

    /** Waits until it serves; false if it ended before that. */
    public boolean becomesReady() {
        return waitUntil(Integer.MAX_VALUE) && isReady;
    }

    /** Waits until it has said so many lines, or serves, or has ended; whether it serves or has said them. */
    boolean says(int count) {
        return waitUntil(count);
    }

    private boolean waitUntil(int count) {
        synchronized (said) {
            if (!await(() -> isReady || isSilent || lines >= count, PATIENCE)) {
                signal("QUIT");
                if (!await(() -> showsThreads, PATIENCE_WITH_THREADS)) {
                    throw new Frozen("the server does not even show its threads: " + describe());
                }
                throw new AssertionError("the server is not ready: " + describe());
            }
            return isReady || lines >= count;
        }
    }

    /** False if the time is up before; the caller holds the lock. */
    private boolean await(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            try {
                said.wait(left);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stop);
            }
        }
        return true;
    }

    /** Stops all its threads where they are. */
    void pause() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start();
            kill.waitFor();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** Nothing of the process runs any more when this returns. */
    public void kill9() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As a supervisor does it. Java's own way would stop listening to what the process says while it ends. */
    public int terminate() {
        signal("TERM");
        return awaitEnd();
    }

    /** Waits until it ends by itself; its exit code. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the server does not end: " + describe());
            }
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
        return process.exitValue();
    }

    /** Tells once when it has ended. */
    Thread onEnd(Runnable ear) {
        Thread waiting = new Thread(
                () -> {
                    process.onExit().join();
                    ear.run();
                },
                "server-end");
        waiting.setDaemon(true);
        waiting.start();
        return waiting;
    }

    /** It ended by itself with exit code 1 and a line of the highest level. */
    boolean saysWhyItEnds() {
        return !process.isAlive()
                && process.exitValue() == 1
                && tail().stream().anyMatch(line -> line.contains("\"level\":\"fatal\""));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** By the clock of this process, before the server can have looked at its own. */
    long startedNanos() {
        return startedNanos;
    }

    Setting setting() {
        return setting;
    }

    /** The latest lines it said. */
    public List<String> tail() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    /** For messages about failures. */
    public String describe() {
        String state = process.isAlive() ? "running" : "ended with " + process.exitValue();
        return "process " + process.pid() + " " + state + "; it said\n  " + String.join("\n  ", tail());
    }

    /** What it holds of the machine's memory, of which the heap is a part. */
    long residentBytes() {
        try (Stream<String> status = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    /** Switches a failpoint; false if the server is gone. */
    boolean switchFailpoint(String name, String term) {
        URI point = URI.create("http://127.0.0.1:" + setting.ports().failpoints() + "/" + name);
        HttpRequest request = HttpRequest.newBuilder(point)
                .PUT(HttpRequest.BodyPublishers.ofString(term))
                .timeout(PATIENCE)
                .build();
        try {
            int status =
                    HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 204) {
                throw new AssertionError(name + "=" + term + " answered " + status);
            }
            return true;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** The data folder stays. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
            awaitEnd();
        }
        try {
            Folders.delete(setting.scratch());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
