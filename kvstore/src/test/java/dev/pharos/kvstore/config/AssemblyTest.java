package dev.pharos.kvstore.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.config.BootstrapOptions.ClusterState;
import dev.pharos.kvstore.config.CompactionOptions.Retention;
import dev.pharos.kvstore.logging.LogFormat;
import dev.pharos.kvstore.logging.LogLevel;
import dev.pharos.kvstore.logging.LogRotation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    @Test
    void without_arguments_the_defaults_take_effect() {
        ConfigResult.Options result = Reading.accepted(Map.of());
        ServerOptions options = result.options();
        assertThat(options.member().name()).isEqualTo("default");
        assertThat(options.member().dataDir()).hasToString("default.etcd");
        assertThat(options.member().walDirectory()).hasToString("default.etcd/member/wal");
        assertThat(options.bootstrap().initialCluster()).isEqualTo("default=http://localhost:2380");
        assertThat(options.bootstrap().state()).isEqualTo(ClusterState.NEW);
        assertThat(options.raft())
                .isEqualTo(new RaftTiming(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        true,
                        true,
                        10000,
                        5000,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5)));
        assertThat(options.storage().quotaBytes()).hasValue(2147483648L);
        assertThat(options.storage().logFiles()).isEqualTo(5);
        assertThat(Reading.options("--max-wals=0").storage().logFiles()).isEqualTo(Integer.MAX_VALUE);
        assertThat(options.storage().compaction())
                .isEqualTo(new CompactionOptions(new Retention.Everything(), 1000, Duration.ofMillis(10)));
        assertThat(options.service().watchProgressInterval()).hasMinutes(10);
        assertThat(options.service().limits()).isEqualTo(new ServiceOptions.RequestLimits(128, 1572864, 4294967295L));
        assertThat(options.gates().enabled())
                .containsExactlyInAnyOrder(
                        FeatureGate.TXN_MODE_WRITE_WITH_SHARED_BUFFER, FeatureGate.FAST_LEASE_KEEP_ALIVE);
        assertThat(Reading.messages(result.notices())).contains("'data-dir' was empty; using default");
    }

    @Test
    void the_cluster_follows_name_and_address() {
        assertThat(Reading.options("--name=a").bootstrap().initialCluster()).isEqualTo("a=http://localhost:2380");
        assertThat(Reading.options("--name=a", "--initial-advertise-peer-urls=http://h:2,http://g:1")
                        .bootstrap()
                        .initialCluster())
                .isEqualTo("a=http://g:1,a=http://h:2");
        assertThat(Reading.options("--discovery-srv=x").bootstrap().initialCluster())
                .isEmpty();
    }

    @Test
    void who_listens_everywhere_advertises_the_machine() {
        ServerOptions options = Reading.options("--name=a", "--listen-peer-urls=http://0.0.0.0:12380");
        assertThat(options.member().urls().advertisePeer())
                .extracting(ServerUrl::toString)
                .containsExactly("http://10.1.2.3:12380");
        assertThat(options.bootstrap().initialCluster()).isEqualTo("a=http://10.1.2.3:12380");
    }

    @Test
    void addresses_are_sorted_and_not_repeated() {
        assertThat(Reading.options("--advertise-client-urls=http://b:1, http://a:1,http://b:1")
                        .member()
                        .urls()
                        .advertiseClient())
                .extracting(ServerUrl::toString)
                .containsExactly("http://a:1", "http://b:1");
    }

    @Test
    void a_quota_of_zero_is_two_gibibytes_and_a_negative_one_is_none() {
        assertThat(Reading.options("--quota-backend-bytes=-1").storage().quotaBytes())
                .isEmpty();
        assertThat(Reading.options("--quota-backend-bytes=123").storage().quotaBytes())
                .hasValue(123);
        assertThat(Reading.messages(Reading.accepted(Map.of(), "--quota-backend-bytes=9000000000")
                        .notices()))
                .contains("quota exceeds the maximum value");
    }

    @Test
    void retention_depends_on_its_mode() {
        assertThat(retention("--auto-compaction-retention=1")).isEqualTo(new Retention.Period(Duration.ofHours(1)));
        assertThat(retention("--auto-compaction-retention=5m")).isEqualTo(new Retention.Period(Duration.ofMinutes(5)));
        assertThat(retention("--auto-compaction-mode=revision", "--auto-compaction-retention=100"))
                .isEqualTo(new Retention.Revisions(100));
        assertThat(retention("--auto-compaction-mode=revision")).isEqualTo(new Retention.Everything());
    }

    private static Retention retention(String... arguments) {
        return Reading.options(arguments).storage().compaction().retention();
    }

    @Test
    void numbers_and_durations_are_written_as_in_go() {
        assertThat(Reading.options("--max-txn-ops=0x10").service().limits().maxTxnOps())
                .isEqualTo(16);
        assertThat(Reading.options("--max-txn-ops=1_000").service().limits().maxTxnOps())
                .isEqualTo(1000);
        assertThat(GoDuration.parse("-1.5h")).isEqualTo(Duration.ofMinutes(-90));
        assertThat(GoDuration.parse("1h30m0.5s")).isEqualTo(Duration.ofMillis(5_400_500));
        assertThat(GoDuration.parse("0")).isZero();
        assertThat(GoDuration.parse("+10us")).isEqualTo(Duration.ofNanos(10_000));
    }

    @Test
    void gates_are_switched_one_by_one_or_in_groups() {
        FeatureGates gates = Reading.options("--feature-gates=AllAlpha=true,CompactHashCheck=false,AllBeta=false")
                .gates();
        assertThat(gates.isEnabled(FeatureGate.LEASE_CHECKPOINT)).isTrue();
        assertThat(gates.isEnabled(FeatureGate.COMPACT_HASH_CHECK)).isFalse();
        assertThat(gates.isEnabled(FeatureGate.FAST_LEASE_KEEP_ALIVE)).isFalse();
    }

    @Test
    void the_log_is_described() {
        var log = Reading.options(
                        "--log-level=WARN",
                        "--log-format=console",
                        "--log-outputs=stderr,/tmp/a.log",
                        "--enable-log-rotation",
                        "--log-rotation-config-json={\"maxsize\": 7, \"maxage\": 2, \"localtime\": true}")
                .diagnostics()
                .log();
        assertThat(log.level()).isEqualTo(LogLevel.WARN);
        assertThat(log.format()).isEqualTo(LogFormat.CONSOLE);
        assertThat(log.outputs()).containsExactly("stderr", "/tmp/a.log");
        assertThat(log.rotation()).contains(new LogRotation(7, 2, 0, true));
    }

    @Test
    void what_is_out_of_bounds_is_set_right_with_a_remark() {
        ConfigResult.Options result = Reading.accepted(
                Map.of(),
                "--raft-read-timeout=1s",
                "--bcrypt-cost=99",
                "--watch-progress-notify-interval=1ms",
                "--max-request-bytes=20000000");
        assertThat(result.options().raft().peerReadTimeout()).hasSeconds(5);
        assertThat(result.options().security().auth().bcryptCost()).isEqualTo(10);
        assertThat(result.options().service().watchProgressInterval()).hasMillis(100);
        assertThat(Reading.messages(result.notices()))
                .contains(
                        "raft-read-timeout increased to minimum value: 5s",
                        "use default bcrypt cost instead of the invalid given cost",
                        "exceeded recommended request limit");
    }

    @Test
    void a_token_of_a_kind_has_its_settings() {
        TokenOptions token = Reading.options("--auth-token=jwt,sign-method=RS256,pub-key=a,ttl=10m")
                .security()
                .auth()
                .token();
        assertThat(token)
                .isEqualTo(new TokenOptions("jwt", Map.of("sign-method", "RS256", "pub-key", "a", "ttl", "10m")));
    }

    @Test
    void a_cluster_is_read_and_compared_with_its_member() throws InterruptedException {
        InitialCluster cluster = InitialCluster.parse("a=http://x:1,b=http://y:1,a=http://w:1");
        assertThat(cluster.members()).containsOnlyKeys("a", "b");
        assertThat(contradiction(cluster, "c", "http://z:1"))
                .isEqualTo(cluster.contradiction("c"))
                .contains("couldn't find local name \"c\" in the initial cluster configuration");
        assertThat(cluster.contradiction("b")).isEmpty();
        assertThat(contradiction(cluster, "b", "http://z:1"))
                .contains("--initial-cluster has b=http://y:1 but missing from --initial-advertise-peer-urls=http://z:1"
                        + " ([http://z:1] is not [http://y:1])");
        assertThat(contradiction(cluster, "b", "http://y:1,http://z:1"))
                .contains("--initial-advertise-peer-urls has http://z:1 but missing from"
                        + " --initial-cluster=b=http://y:1,b=http://z:1");
        assertThat(contradiction(cluster, "a", "http://x:1,http://w:1")).isEmpty();
        assertThat(cluster.contradiction("b", ServerUrl.parseList("http://z:1"), (some, others) -> Optional.empty()))
                .isEmpty();
    }

    private static Optional<String> contradiction(InitialCluster cluster, String name, String advertised)
            throws InterruptedException {
        return cluster.contradiction(
                name,
                ServerUrl.parseList(advertised),
                (some, others) -> some.equals(others) ? Optional.empty() : Optional.of(some + " is not " + others));
    }
}
