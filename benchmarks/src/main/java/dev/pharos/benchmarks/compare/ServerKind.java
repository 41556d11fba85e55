package dev.pharos.benchmarks.compare;

import dev.pharos.benchmarks.load.Endpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server to measure: its name in the table, the command that starts it, and the first of its two ports. */
record ServerKind(String name, List<String> command, int port) {
    private static final String QUOTA_BYTES = "8589934592";

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port);
    }

    /** Both servers get the same options: etcd's. */
    List<String> commandFor(Path folder, String logLevel) {
        String client = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + (port + 1);
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--name", "bench", "--data-dir", folder.toString()));
        whole.addAll(List.of("--listen-client-urls", client, "--advertise-client-urls", client));
        whole.addAll(List.of("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer));
        whole.addAll(List.of("--initial-cluster", "bench=" + peer, "--quota-backend-bytes", QUOTA_BYTES));
        whole.addAll(List.of("--log-level", logLevel));
        return whole;
    }
}
