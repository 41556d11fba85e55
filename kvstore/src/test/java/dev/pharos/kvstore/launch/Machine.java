package dev.pharos.kvstore.launch;

import dev.pharos.kvstore.launch.Launcher.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A folder with {@code bin/pharos-cluster} and a {@code bin/pharos} that starts the server of this build, and the
 * members that were started there.
 */
final class Machine implements AutoCloseable {
    private static final Path SCRIPT = Launcher.SCRIPT.resolveSibling("pharos-cluster");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path root;
    private final Path script;
    private final Map<String, String> environment = new HashMap<>();

    private Machine(Path root, Path script) {
        this.root = root;
        this.script = script;
        environment.put("PHAROS_CLUSTER_PORT", Integer.toString(freeBase()));
        environment.put("ETCDCTL_API", "3");
    }

    static Machine with(Path root, String startsMember) throws IOException {
        Path script = root.resolve("bin/pharos-cluster");
        Launcher.program(script.resolveSibling("pharos"), startsMember);
        Files.copy(SCRIPT, script);
        return new Machine(root, script);
    }

    static Machine in(Path root) throws IOException {
        Path scratch = Files.createDirectory(root.resolve("scratch"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return with(
                root,
                "export MALLOC_ARENA_MAX=2\nexec '" + java + "' -Xmx160m -XX:TieredStopAtLevel=1"
                        + " -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -Djava.io.tmpdir='" + scratch + "' -cp '"
                        + System.getProperty("java.class.path") + "' dev.pharos.kvstore.server.ServerMain \"$@\"\n");
    }

    /** The first of many ports that are free now, below those that the system gives away. */
    private static int freeBase() {
        while (true) {
            int base = ThreadLocalRandom.current().nextInt(7_000, 15_000) * 2;
            if (isFree(base) && isFree(base + 1)) {
                return base;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    Path root() {
        return root;
    }

    Path cluster() {
        return root.resolve("pharos-cluster");
    }

    int basePort() {
        return Integer.parseInt(environment.get("PHAROS_CLUSTER_PORT"));
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return Launcher.run(script, root, environment, arguments);
    }

    /** Lines for a shell, as somebody would type them here; the first that fails ends it. */
    Ended shell(String lines) throws IOException, InterruptedException {
        return Launcher.run(Path.of("/bin/bash"), root, environment, "-e", "-o", "pipefail", "-c", lines);
    }

    /** The rows of the table, without its head. */
    List<Row> status() throws IOException, InterruptedException {
        Ended ended = run("status");
        if (ended.exitCode() != 0) {
            throw new AssertionError(ended);
        }
        return ended.out().lines().skip(1).map(Row::of).toList();
    }

    /** What is shown of one member; a dash is where there is nothing to show. */
    record Row(String name, String id, String pid, String role, String clients, String index, String health) {
        static Row of(String line) {
            String[] words = line.trim().split(" +", 10);
            return new Row(words[0], words[1], words[2], words[3], words[4], words[7], words[9]);
        }
    }

    Row row(String name) throws IOException, InterruptedException {
        return status().stream()
                .filter(row -> row.name().equals(name))
                .findAny()
                .orElseThrow(() -> new AssertionError("no row of " + name));
    }

    /** Whether there is a process that does anything; one that has ended may still have its number. */
    static boolean runs(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    /** A call of the JSON gateway of a member. */
    String ask(String name, String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + row(name).clients() + path))
                .POST(BodyPublishers.ofString(json))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " " + json + " answers " + answer.body());
        }
        return answer.body();
    }

    /** Nothing that was started here runs any more. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(root, 4)) {
            List<ProcessHandle> left = new ArrayList<>();
            for (Path file : files.filter(each -> each.endsWith("pid")).toList()) {
                long pid = Long.parseLong(Files.readString(file).replaceFirst(" .*\\s*", ""));
                ProcessHandle.of(pid).filter(this::isOurs).ifPresent(left::add);
            }
            left.forEach(ProcessHandle::destroyForcibly);
            left.forEach(process -> process.onExit().join());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .contains(root.toString());
        } catch (IOException gone) {
            return false;
        }
    }
}
