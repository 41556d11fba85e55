package dev.pharos.kvstore;

import dev.pharos.testkit.architecture.HouseRules;
import dev.pharos.testkit.architecture.PackageMap;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final PackageMap PACKAGES = PackageMap.of("dev.pharos.kvstore")
            .allow("model")
            .allow("failpoint")
            .allow("logging")
            .allow("index")
            .allow("backend")
            .allow("dbfile")
            .allow("alarm", "model")
            .allow("cluster", "model")
            .allow("lease", "model")
            .allow("mvcc.record", "model", "backend")
            .allow("mvcc.read", "model", "index", "backend", "mvcc.record")
            .allow("mvcc", "model", "failpoint", "index", "backend", "mvcc.record", "mvcc.read")
            .allow("request", "model")
            .allow("apply", "model", "failpoint", "backend", "alarm", "cluster", "lease", "mvcc", "request")
            .allow("backup", "model", "backend", "dbfile", "cluster", "mvcc.record")
            .allow("concurrency", "model")
            .allow("config", "logging")
            .allow("discovery", "logging", "config")
            .allow("datadir", "backend", "dbfile", "cluster", "mvcc")
            .allow("http.exchange")
            .allow("http.json")
            .allow("http.gateway", "http.exchange", "http.json")
            .allow("http.health", "http.exchange", "http.json")
            .allow("listen")
            .allow("http", "http.exchange", "http.json", "http.gateway", "http.health", "listen")
            .allow("metrics.instrument")
            .allow("metrics", "metrics.instrument")
            .allow("peer.frame")
            .allow("peer.link", "http.exchange", "listen", "peer.frame")
            .allow("peer", "cluster", "http.exchange", "http.health", "listen", "peer.frame", "peer.link")
            .allow("replication", "model", "apply")
            .allow(
                    "service",
                    "model",
                    "failpoint",
                    "alarm",
                    "cluster",
                    "lease",
                    "mvcc",
                    "request",
                    "apply",
                    "replication")
            .allow("peer.answer", "model", "cluster", "http.exchange", "service")
            .allow("peer.ask", "model", "cluster")
            .allow(
                    "corruption",
                    "model",
                    "logging",
                    "alarm",
                    "cluster",
                    "mvcc",
                    "apply",
                    "replication",
                    "service",
                    "peer.ask")
            .allow("watch.protocol")
            .allow("rpc.message", "model", "mvcc.read", "watch.protocol")
            .allow("watch.match")
            .allow("watch.source", "model", "watch.protocol")
            .allow("watch.delivery", "model", "watch.protocol", "watch.match", "watch.source")
            .allow("watch", "model", "watch.protocol", "watch.source", "watch.delivery")
            .allow(
                    "rpc",
                    "model",
                    "failpoint",
                    "backend",
                    "cluster",
                    "mvcc.read",
                    "mvcc",
                    "request",
                    "backup",
                    "replication",
                    "service",
                    "watch.protocol",
                    "rpc.message",
                    "watch")
            .allow(
                    "state",
                    "model",
                    "failpoint",
                    "logging",
                    "backend",
                    "alarm",
                    "cluster",
                    "lease",
                    "mvcc",
                    "apply",
                    "backup",
                    "datadir")
            .allow("systemd", "logging")
            .allow("warmup", "listen")
            .allow(
                    "server",
                    "model",
                    "failpoint",
                    "logging",
                    "backend",
                    "alarm",
                    "cluster",
                    "lease",
                    "mvcc",
                    "apply",
                    "backup",
                    "concurrency",
                    "config",
                    "corruption",
                    "datadir",
                    "discovery",
                    "http.exchange",
                    "http.gateway",
                    "http.health",
                    "listen",
                    "http",
                    "metrics.instrument",
                    "metrics",
                    "peer.frame",
                    "peer.link",
                    "peer",
                    "replication",
                    "service",
                    "peer.answer",
                    "peer.ask",
                    "watch.protocol",
                    "watch",
                    "rpc",
                    "state",
                    "systemd",
                    "warmup")
            .allow("rehearsal", "server");

    @Test
    void kvstore_keeps_the_house_rules() {
        HouseRules.of(PACKAGES).fairShares().check();
    }
}
