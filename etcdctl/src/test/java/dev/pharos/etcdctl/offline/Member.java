package dev.pharos.etcdctl.offline;

import java.nio.file.Path;
import java.util.List;

/** How a member is called and where it is reached. */
record Member(String name, String clientUrl, String peerUrl) {
    static Member named(String name) {
        return new Member(name, "http://127.0.0.1:" + Endpoint.freePort(), "http://127.0.0.1:" + Endpoint.freePort());
    }

    /** Flags that etcd and Pharos understand. */
    List<String> flags(Path data, String... more) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "--name=" + name,
                                "--data-dir=" + data,
                                "--listen-client-urls=" + clientUrl,
                                "--advertise-client-urls=" + clientUrl,
                                "--listen-peer-urls=" + peerUrl,
                                "--initial-advertise-peer-urls=" + peerUrl),
                        java.util.stream.Stream.of(more))
                .toList();
    }

    String founder() {
        return name + "=" + peerUrl;
    }

    String address() {
        return clientUrl.substring("http://".length());
    }

    Endpoint endpoint() {
        return Endpoint.at(address());
    }

    /** Restores a backup for this member of a cluster. */
    ToolRun restore(Path snapshot, Path data, String cluster, String... more) {
        return ToolRun.of(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "snapshot",
                                "restore",
                                snapshot.toString(),
                                "--data-dir=" + data,
                                "--name=" + name,
                                "--initial-cluster=" + cluster,
                                "--initial-advertise-peer-urls=" + peerUrl),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    }
}
