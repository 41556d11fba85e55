package dev.pharos.kvstore.config;

import dev.pharos.kvstore.config.HttpOptions.MetricsDetail;
import dev.pharos.kvstore.config.SecurityOptions.AuthOptions;
import dev.pharos.kvstore.config.SecurityOptions.TlsCallers;
import dev.pharos.kvstore.config.SecurityOptions.TlsFiles;
import dev.pharos.kvstore.config.SecurityOptions.TlsPolicy;
import dev.pharos.kvstore.config.ServiceOptions.KeepAliveOptions;
import dev.pharos.kvstore.config.ServiceOptions.RequestLimits;
import dev.pharos.kvstore.config.ServiceOptions.SocketOptions;
import dev.pharos.kvstore.logging.DurationText;
import dev.pharos.kvstore.logging.LogField;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Options from valid values; what zero or nothing stands for is put in its place. */
final class Assembly {
    private static final long DEFAULT_QUOTA_BYTES = 2L << 30;
    private static final long LARGE_QUOTA_BYTES = 8L << 30;
    private static final int LARGE_REQUEST_BYTES = 10 << 20;
    private static final int DEFAULT_BCRYPT_COST = 10;
    private static final Duration LEAST_PEER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LEAST_PROGRESS_INTERVAL = Duration.ofMillis(100);

    private final OptionValues values;
    private final Addresses addresses;
    private final Notices notices;

    Assembly(OptionValues values, Addresses addresses, Notices notices) {
        this.values = values;
        this.addresses = addresses;
        this.notices = notices;
    }

    /** Throws {@link BadValue} for the few texts that are looked into only here. */
    ServerOptions options() {
        MemberUrls urls = addresses.urls();
        return new ServerOptions(
                member(urls),
                bootstrap(urls),
                raft(),
                service(),
                storage(),
                security(),
                diagnostics(),
                FeatureGates.of(FeatureGates.parse(values.text("feature-gates"))));
    }

    private MemberOptions member(MemberUrls urls) {
        String name = values.text("name");
        String directory = values.text("data-dir");
        if (directory.isEmpty()) {
            directory = name + ".etcd";
            notices.warn("'data-dir' was empty; using default", new LogField("data-dir", directory));
        }
        return new MemberOptions(
                name,
                Path.of(directory),
                values.nonEmpty("wal-dir").map(Path::of),
                urls,
                values.isOn("force-new-cluster"));
    }

    private BootstrapOptions bootstrap(MemberUrls urls) {
        return new BootstrapOptions(
                addresses.initialCluster(urls),
                values.text("initial-cluster-state").equals("new")
                        ? BootstrapOptions.ClusterState.NEW
                        : BootstrapOptions.ClusterState.EXISTING,
                values.text("initial-cluster-token"),
                values.isOn("strict-reconfig-check"),
                values.smallNumber("max-learners"),
                discovery());
    }

    private DiscoveryOptions discovery() {
        String[] user = values.text("discovery-user").split(":", 2);
        String password = user.length > 1 ? user[1] : values.text("discovery-password");
        return new DiscoveryOptions(
                values.names("discovery-endpoints"),
                values.text("discovery-token"),
                values.text("discovery-srv"),
                values.text("discovery-srv-name"),
                values.text("discovery"),
                new DiscoveryOptions.Calls(
                        values.duration("discovery-dial-timeout"),
                        values.duration("discovery-request-timeout"),
                        values.duration("discovery-keepalive-time"),
                        values.duration("discovery-keepalive-timeout")),
                new DiscoveryOptions.Secrets(
                        values.isOn("discovery-insecure-transport"),
                        values.isOn("discovery-insecure-skip-tls-verify"),
                        values.nonEmpty("discovery-cert"),
                        values.nonEmpty("discovery-key"),
                        values.nonEmpty("discovery-cacert"),
                        user[0],
                        password));
    }

    private RaftTiming raft() {
        return new RaftTiming(
                Duration.ofMillis(values.number("heartbeat-interval")),
                Duration.ofMillis(values.number("election-timeout")),
                values.isOn("initial-election-tick-advance"),
                values.isOn("pre-vote"),
                values.number("snapshot-count"),
                values.number("snapshot-catchup-entries"),
                peerTimeout("raft-read-timeout"),
                peerTimeout("raft-write-timeout"));
    }

    private Duration peerTimeout(String flag) {
        Duration given = values.duration(flag);
        if (given.compareTo(LEAST_PEER_TIMEOUT) >= 0) {
            return given;
        }
        notices.info(flag + " increased to minimum value: " + DurationText.of(LEAST_PEER_TIMEOUT));
        return LEAST_PEER_TIMEOUT;
    }

    private ServiceOptions service() {
        int maxRequestBytes = values.smallNumber("max-request-bytes");
        if (maxRequestBytes > LARGE_REQUEST_BYTES) {
            notices.warn(
                    "exceeded recommended request limit",
                    new LogField("max-request-bytes", maxRequestBytes),
                    new LogField("recommended-request-bytes", LARGE_REQUEST_BYTES));
        }
        return new ServiceOptions(
                new RequestLimits(
                        values.smallNumber("max-txn-ops"), maxRequestBytes, values.number("max-concurrent-streams")),
                new KeepAliveOptions(
                        values.duration("grpc-keepalive-min-time"),
                        values.duration("grpc-keepalive-interval"),
                        values.duration("grpc-keepalive-timeout")),
                http(),
                new SocketOptions(values.isOn("socket-reuse-port"), values.isOn("socket-reuse-address")),
                progressInterval());
    }

    private Duration progressInterval() {
        Duration interval = values.duration("watch-progress-notify-interval", Duration.ofMinutes(10));
        if (interval.compareTo(LEAST_PROGRESS_INTERVAL) >= 0) {
            return interval;
        }
        notices.warn(
                "set watch-progress-notify-interval to its minimum", new LogField("minimum", LEAST_PROGRESS_INTERVAL));
        return LEAST_PROGRESS_INTERVAL;
    }

    private HttpOptions http() {
        String cors = values.text("cors");
        List<String> origins = cors.equals("*")
                ? List.of("*")
                : values.urls("cors").stream().map(ServerUrl::toString).toList();
        return new HttpOptions(
                origins,
                values.names("host-whitelist"),
                values.isOn("enable-grpc-gateway"),
                values.text("metrics").equals("extensive") ? MetricsDetail.EXTENSIVE : MetricsDetail.BASIC);
    }

    private StorageOptions storage() {
        return new StorageOptions(
                quota(),
                values.isOn("unsafe-no-fsync") ? StorageOptions.Durability.UNSAFE : StorageOptions.Durability.SYNCED,
                positive(values.smallNumber("max-wals"), Integer.MAX_VALUE),
                new CompactionOptions(
                        CompactionOptions.retention(
                                values.text("auto-compaction-mode"), values.text("auto-compaction-retention")),
                        positive(values.smallNumber("compaction-batch-limit"), 1000),
                        values.duration("compaction-sleep-interval", Duration.ofMillis(10))),
                values.duration("corrupt-check-time"),
                values.duration("compact-hash-check-time"));
    }

    private OptionalLong quota() {
        long bytes = values.number("quota-backend-bytes");
        if (bytes < 0) {
            return OptionalLong.empty();
        }
        if (bytes > LARGE_QUOTA_BYTES) {
            notices.warn(
                    "quota exceeds the maximum value",
                    new LogField("quota-size-bytes", bytes),
                    new LogField("quota-maximum-size-bytes", LARGE_QUOTA_BYTES));
        }
        return OptionalLong.of(bytes == 0 ? DEFAULT_QUOTA_BYTES : bytes);
    }

    private static int positive(int number, int otherwise) {
        return number > 0 ? number : otherwise;
    }

    private SecurityOptions security() {
        TlsCallers clients = new TlsCallers(
                values.isOn("client-cert-auth"), List.of(), values.names("client-cert-allowed-hostname"), false);
        TlsCallers peers = new TlsCallers(
                values.isOn("peer-client-cert-auth"),
                values.names("peer-cert-allowed-cn"),
                values.names("peer-cert-allowed-hostname"),
                values.isOn("peer-skip-client-san-verification"));
        return new SecurityOptions(
                tls("", "client-", clients),
                tls("peer-", "peer-client-", peers),
                new TlsPolicy(
                        values.names("cipher-suites"),
                        values.nonEmpty("tls-min-version").orElse("TLS1.2"),
                        values.nonEmpty("tls-max-version"),
                        values.smallNumber("self-signed-cert-validity")),
                auth());
    }

    private TlsFiles tls(String prefix, String dialPrefix, TlsCallers callers) {
        return new TlsFiles(
                values.nonEmpty(prefix + "cert-file"),
                values.nonEmpty(prefix + "key-file"),
                values.nonEmpty(dialPrefix + "cert-file"),
                values.nonEmpty(dialPrefix + "key-file"),
                values.nonEmpty(prefix + "trusted-ca-file"),
                values.nonEmpty((prefix.isEmpty() ? "client-" : prefix) + "crl-file"),
                callers,
                values.isOn(prefix + "auto-tls"));
    }

    private AuthOptions auth() {
        int cost = values.smallNumber("bcrypt-cost");
        if (cost < 4 || cost > 31) {
            notices.warn(
                    "use default bcrypt cost instead of the invalid given cost",
                    new LogField("default-cost", DEFAULT_BCRYPT_COST),
                    new LogField("given-cost", cost));
            cost = DEFAULT_BCRYPT_COST;
        }
        Duration ttl = Duration.ofSeconds(values.smallNumber("auth-token-ttl"));
        return new AuthOptions(
                TokenOptions.parse(values.text("auth-token")), cost, ttl.isZero() ? Duration.ofMinutes(5) : ttl);
    }

    private DiagnosticsOptions diagnostics() {
        if (LogFlags.asksForCompression(values)) {
            notices.warn("log files that were rotated are not compressed");
        }
        return new DiagnosticsOptions(
                LogFlags.read(values),
                values.duration("warning-unary-request-duration"),
                values.duration("warning-apply-duration"),
                values.duration("downgrade-check-time"));
    }
}
