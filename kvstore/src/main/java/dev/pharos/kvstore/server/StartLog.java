package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.config.MemberUrls;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.config.StorageOptions.Durability;
import dev.pharos.kvstore.datadir.Content;
import dev.pharos.kvstore.datadir.DataDir;
import dev.pharos.kvstore.logging.ServerLog;
import java.util.List;

/** The first lines of the log: what is started, with which options, on what. */
final class StartLog {
    private StartLog() {}

    static void write(ServerLog log, ServerOptions options, DataDir dir) {
        MemberUrls urls = options.member().urls();
        log.info("configuring peer listeners")
                .with("listen-peer-urls", texts(urls.listenPeer()))
                .write();
        log.info("configuring client listeners")
                .with("listen-client-urls", texts(urls.listenClient()))
                .write();
        log.info("starting an etcd server")
                .with("etcd-version", Versions.SERVER)
                .with("name", options.member().name())
                .with("data-dir", dir.root().toString())
                .with("wal-dir", dir.log().toString())
                .with("heartbeat-interval", options.raft().heartbeat())
                .with("election-timeout", options.raft().election())
                .with("snapshot-count", options.raft().snapshotCount())
                .with("listen-client-urls", texts(urls.listenClient()))
                .with("advertise-client-urls", texts(urls.advertiseClient()))
                .with("listen-peer-urls", texts(urls.listenPeer()))
                .with("initial-advertise-peer-urls", texts(urls.advertisePeer()))
                .with("listen-metrics-urls", texts(urls.listenMetrics()))
                .with("initial-cluster", options.bootstrap().initialCluster())
                .with("quota-backend-bytes", options.storage().quotaBytes().orElse(0))
                .with("max-request-bytes", options.service().limits().maxRequestBytes())
                .with("java-version", Runtime.version().toString())
                .with("max-heap-bytes", Runtime.getRuntime().maxMemory())
                .write();
        if (options.storage().durability() == Durability.UNSAFE) {
            log.warn("--unsafe-no-fsync: what is acknowledged is lost when this machine stops unexpectedly")
                    .write();
        }
        if (options.member().forceNewCluster()) {
            log.warn("--force-new-cluster: all other members are removed; none of them may run any more")
                    .write();
        }
        boolean there = dir.inspect() instanceof Content.Ours;
        log.info(there ? "server has already been initialized" : "Initialize and start etcd server")
                .with("data-dir", dir.root().toString())
                .with("dir-type", there ? "member" : "empty")
                .write();
    }

    private static List<String> texts(List<ServerUrl> urls) {
        return urls.stream().map(ServerUrl::toString).toList();
    }
}
