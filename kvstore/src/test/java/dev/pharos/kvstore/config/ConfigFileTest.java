package dev.pharos.kvstore.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    private static final String MISMATCH = "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ";

    @TempDir
    private Path folder;

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("etcd.yml"), content).toString();
    }

    private ServerOptions options(String content) throws IOException {
        return Reading.options("--config-file", file(content));
    }

    @Test
    void a_file_says_everything_and_flags_and_variables_nothing() throws IOException {
        String file = file("name: a\ndata-dir: /d\n");
        ConfigResult.Options result = Reading.accepted(
                Map.of("ETCD_WAL_DIR", "/w", "ETCD_NAME", "c"),
                "--name=b",
                "--election-timeout=0",
                "--config-file",
                file);
        assertThat(result.options().member().name()).isEqualTo("a");
        assertThat(result.options().member().walDir()).isEmpty();
        assertThat(Reading.messages(result.notices()))
                .contains("loaded server configuration, other configuration command line flags and environment"
                        + " variables will be ignored if provided");
        assertThat(Reading.accepted(Map.of("ETCD_CONFIG_FILE", file))
                        .options()
                        .member()
                        .name())
                .isEqualTo("a");
    }

    @Test
    void values_have_the_types_of_a_file() throws IOException {
        ServerOptions options = options("""
                name: 12
                heartbeat-interval: 50
                election-timeout: 500
                snapshot-count:
                pre-vote: no
                corrupt-check-time: 600000000000
                auto-compaction-retention: "5m"
                listen-client-urls: http://127.0.0.1:2,http://127.0.0.1:1
                log-outputs: [stderr, stdout]
                cipher-suites:
                  - A
                  - B
                cors: "*"
                feature-gates: LeaseCheckpoint=true
                socket-options: {reuse-port: true}
                peer-transport-security:
                  cert-file: p.pem
                  allowed-cn: [x, y]
                  auto-tls: true
                discovery-config:
                  token: t
                  client:
                    endpoints: ["a:1", "b:2"]
                    dial-timeout: 3000000000
                    secure: {cacert: ca.pem}
                """);
        assertThat(options.member().name()).isEqualTo("12");
        assertThat(options.raft().heartbeat()).hasMillis(50);
        assertThat(options.raft().preVote()).isFalse();
        assertThat(options.raft().snapshotCount()).isEqualTo(10000);
        assertThat(options.storage().corruptCheckInterval()).hasMinutes(10);
        assertThat(options.member().urls().listenClient()).hasSize(2);
        assertThat(options.diagnostics().log().outputs()).containsExactly("stderr", "stdout");
        assertThat(options.security().policy().cipherSuites()).containsExactly("A", "B");
        assertThat(options.security().peer().certFile()).contains("p.pem");
        assertThat(options.security().peer().selfSigned()).isTrue();
        assertThat(options.security().peer().callers().commonNames()).containsExactly("x", "y");
        assertThat(options.service().sockets().reusePort()).isTrue();
        assertThat(options.gates().isEnabled(FeatureGate.LEASE_CHECKPOINT)).isTrue();
        assertThat(options.bootstrap().discovery().endpoints()).containsExactly("a:1", "b:2");
        assertThat(options.bootstrap().discovery().calls().dialTimeout()).hasSeconds(3);
        assertThat(options.bootstrap().discovery().secrets().caFile()).contains("ca.pem");
    }

    @Test
    void json_is_read_as_well() throws IOException {
        assertThat(options("{\n\t\"name\": \"j\",\n\t\"max-txn-ops\": 5\n}\n")
                        .member()
                        .name())
                .isEqualTo("j");
    }

    @Test
    void unknown_keys_nulls_and_nothing_keep_the_defaults() throws IOException {
        assertThat(options("nope: {a: [1]}\ndiscovery:\ndiscovery-proxy: x\ndiscovery-fallback: 'exit'\nname: ~\n"))
                .isEqualTo(Reading.options());
        assertThat(options("# nothing\n")).isEqualTo(Reading.options());
    }

    @Test
    void a_cluster_that_is_absent_follows_name_and_address() throws IOException {
        assertThat(options("name: a\ninitial-advertise-peer-urls: http://h:1\n")
                        .bootstrap()
                        .initialCluster())
                .isEqualTo("a=http://h:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heartbeat-interval: abc|string into Go struct field configYAML.heartbeat-interval of type uint",
                "heartbeat-interval: '100'|string into Go struct field configYAML.heartbeat-interval of type uint",
                "election-timeout: -5|number -5 into Go struct field configYAML.election-timeout of type uint",
                "corrupt-check-time: 10m|string into Go struct field configYAML.corrupt-check-time of type"
                        + " time.Duration",
                "listen-peer-urls: [a]|array into Go struct field configYAML.listen-peer-urls of type string",
                "log-outputs: stderr|string into Go struct field configYAML.log-outputs of type []string",
                "pre-vote: 7|number into Go struct field configYAML.pre-vote of type bool",
                "client-transport-security: abc|string into Go struct field configYAML.client-transport-security of"
                        + " type embed.securityConfig",
            })
    void a_value_of_another_type_is_refused(String content, String text) throws IOException {
        assertThat(Reading.error(Reading.refused("--config-file", file(content))))
                .isEqualTo(MISMATCH + text);
    }

    @Test
    void a_wrong_address_is_said_on_standard_error() throws IOException {
        ConfigResult.Failure failure = Reading.refused("--config-file", file("listen-peer-urls: foo"));
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.stderr())
                .isEqualTo("unexpected error setting up listen-peer-urls: URL scheme must be http, https, unix, or"
                        + " unixs: foo\n");
    }

    @Test
    void a_state_that_does_not_exist_is_refused() throws IOException {
        assertThat(Reading.error(Reading.refused("--config-file", file("initial-cluster-state: old"))))
                .isEqualTo("unexpected clusterState \"old\"");
    }

    @Test
    void a_file_that_is_not_there_or_not_yaml_is_named() throws IOException {
        assertThat(Reading.error(Reading.refused("--config-file=/none/x.yml")))
                .isEqualTo("open /none/x.yml: no such file or directory");
        assertThat(Reading.error(Reading.refused("--config-file", file("a: [b"))))
                .startsWith("error converting YAML to JSON: yaml: ");
    }
}
