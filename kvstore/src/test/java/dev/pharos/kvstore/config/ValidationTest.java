package dev.pharos.kvstore.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--listen-client-urls=http://127.0.0.1:1|--advertise-client-urls is required when"
                        + " --listen-client-urls is set explicitly",
                "--listen-peer-urls=http://foo:1|expected IP in URL for binding (http://foo:1)",
                "--listen-peer-urls=http://:1|expected IP in URL for binding (http://:1)",
                "--listen-metrics-urls=http://1.2.3.256:1|expected IP in URL for binding (http://1.2.3.256:1)",
                "--initial-advertise-peer-urls=http://:1|--initial-advertise-peer-urls \"http://:1\" must be"
                        + " \"host:port\" (unexpected empty host (http://:1))",
                "--advertise-client-urls=http://:1|--advertise-client-urls \"http://:1\" must be in the format"
                        + " \"host:port\", \"unix:/path/to/socket\" or \"unixs:/path/to/socket\""
                        + " (unexpected empty host (http://:1))",
                "--initial-cluster=a=http://b:1 --discovery-srv=x|multiple discovery or bootstrap flags are set."
                        + " Choose one of \"initial-cluster\", \"discovery-endpoints\" or \"discovery-srv\"",
                "--discovery-token=x|both --discovery-token and --discovery-endpoints must be set",
                "--discovery-endpoints=x:1|both --discovery-token and --discovery-endpoints must be set",
                "--heartbeat-interval=0|--heartbeat-interval must be >0 (set to 0ms)",
                "--election-timeout=0|--election-timeout must be >0 (set to 0ms)",
                "--heartbeat-interval=300|--election-timeout[1000ms] should be at least as 5 times as"
                        + " --heartbeat-interval[300ms]",
                "--election-timeout=50001|--election-timeout[50001ms] is too long, and should be set less than 50000ms",
                "--auto-compaction-mode=x|unknown auto-compaction-mode \"x\"",
                "--auto-compaction-retention=x|error parsing CompactionRetention: time: invalid duration \"x\"",
                "--compact-hash-check-time=0s|--compact-hash-check-time must be >0 (set to 0s)",
                "--compact-hash-check-time=-90s|--compact-hash-check-time must be >0 (set to -1m30s)",
                "--logger=capnslog|unknown logger option \"capnslog\"",
                "--log-level=loud|unrecognized level: \"loud\"",
                "--feature-gates=LeaseCheckpointPersist=true|enabling feature gate LeaseCheckpointPersist requires"
                        + " enabling feature gate LeaseCheckpoint",
                "--tls-min-version=TLS1.3 --tls-max-version=TLS1.2|min version (TLS1.3) is greater than max version"
                        + " (TLS1.2)",
                "--tls-min-version=TLS1.3 --cipher-suites=X|cipher suites cannot be configured when only TLS1.3 is"
                        + " enabled",
                "--discovery-fallback=proxy|v2 proxy is deprecated, and --discovery-fallback can't be configured as"
                        + " \"proxy\"",
                "--enable-log-rotation|--log-outputs requires a single file path when --log-rotate-config-json is"
                        + " defined",
                "--listen-metrics-urls=https://127.0.0.1:1|client TLS key/cert (--cert-file, --key-file) must be"
                        + " provided for metrics secure url",
                "--listen-client-urls=https://127.0.0.1:1 --advertise-client-urls=https://127.0.0.1:1|TLS key/cert"
                        + " (--cert-file, --key-file) must be provided for client url URL with HTTPS scheme",
                "--auth-token=nope|auth: invalid auth options",
                "--auth-token=jwt|auth: invalid auth options",
                "--proxy=on|v2 proxy is gone, and --proxy can't be configured as \"on\"",
            })
    void what_must_not_be_is_refused_in_the_words_of_etcd(String arguments, String text) {
        assertThat(Reading.error(Reading.refused(arguments.split(" ")))).isEqualTo(text);
    }

    @Test
    void addresses_to_bind_may_be_localhost_literals_or_sockets() {
        MemberUrls urls = Reading.options(
                        "--listen-peer-urls=http://localhost:1,http://[::1]:2,unix:///tmp/s",
                        "--listen-metrics-urls=unix:/tmp/m")
                .member()
                .urls();
        assertThat(urls.listenPeer())
                .extracting(ServerUrl::toString)
                .containsExactly("http://[::1]:2", "http://localhost:1", "unix:///tmp/s");
        assertThat(urls.listenPeer().get(0).host()).isEqualTo("::1");
        assertThat(urls.listenMetrics().get(0)).hasToString("unix:///tmp/m");
    }

    @Test
    void what_this_release_cannot_do_is_listed() {
        assertThat(Reading.options().unsupported()).isEmpty();
        assertThat(Reading.options(
                                "--listen-client-urls=https://127.0.0.1:1",
                                "--advertise-client-urls=https://127.0.0.1:1",
                                "--cert-file=c",
                                "--key-file=k",
                                "--peer-auto-tls",
                                "--client-cert-auth",
                                "--peer-client-cert-auth",
                                "--discovery=http://d:1")
                        .unsupported())
                .containsExactly(
                        "--listen-client-urls=https://127.0.0.1:1",
                        "--advertise-client-urls=https://127.0.0.1:1",
                        "--cert-file=c",
                        "--key-file=k",
                        "--client-cert-auth",
                        "--peer-auto-tls",
                        "--peer-client-cert-auth",
                        "--discovery=http://d:1");
        assertThat(Reading.options("--discovery-srv=example.org", "--discovery-srv-name=x")
                        .unsupported())
                .isEmpty();
    }
}
