package dev.pharos.benchmarks.cluster;

import dev.pharos.benchmarks.load.Endpoint;
import dev.pharos.benchmarks.load.LoadFailure;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three members over one folder. Owner: the main thread. */
final class Trio implements AutoCloseable {
    private static final int SIZE = 3;
    private static final long PATIENCE_SECONDS = 120;
    private static final String QUOTA_BYTES = "8589934592";

    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * Returns when all three follow the same leader.
     *
     * @param port the first of six
     */
    Trio(Path folder, List<String> program, int port) throws InterruptedException {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String everybody = IntStream.range(0, SIZE)
                .mapToObj(place -> "m" + place + "=" + url(port + SIZE + place))
                .collect(Collectors.joining(","));
        for (int place = 0; place < SIZE; place++) {
            String client = url(port + place);
            String peer = url(port + SIZE + place);
            List<String> command = new ArrayList<>(program);
            command.addAll(List.of(
                    "--name",
                    "m" + place,
                    "--data-dir",
                    folder.resolve("m" + place).toString()));
            command.addAll(List.of("--listen-client-urls", client, "--advertise-client-urls", client));
            command.addAll(List.of("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer));
            command.addAll(List.of("--initial-cluster", everybody, "--quota-backend-bytes", QUOTA_BYTES));
            command.addAll(List.of("--log-level", "error"));
            nodes.add(new Node(new Endpoint("127.0.0.1", port + place), command, folder.resolve("log" + place)));
        }
        nodes.forEach(Node::start);
        awaitOneLeader();
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    List<Node> nodes() {
        return nodes;
    }

    double cpuSeconds() {
        return nodes.stream().mapToDouble(Node::cpuSeconds).sum();
    }

    Node leader() throws InterruptedException {
        for (Node node : nodes) {
            Optional<StatusResponse> status = node.status();
            if (status.isPresent()
                    && status.get().getLeader() == status.get().getHeader().getMemberId()) {
                return node;
            }
        }
        throw new LoadFailure("nobody leads", null);
    }

    Node follower() throws InterruptedException {
        Node leader = leader();
        return nodes.stream().filter(node -> node != leader).findFirst().orElseThrow();
    }

    void awaitOneLeader() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            List<Long> leaders = new ArrayList<>();
            for (Node node : nodes) {
                node.status().ifPresent(status -> leaders.add(status.getLeader()));
            }
            if (leaders.size() == SIZE
                    && leaders.get(0) != 0
                    && leaders.stream().distinct().count() == 1) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new LoadFailure("no leader of all in " + folder, null);
            }
            Thread.sleep(20);
        }
    }

    /** Stops all and deletes their data; the logs stay. */
    @Override
    public void close() {
        try {
            for (Node node : nodes) {
                node.stop();
            }
            for (int place = 0; place < SIZE; place++) {
                delete(folder.resolve("m" + place));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path data) throws IOException {
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
