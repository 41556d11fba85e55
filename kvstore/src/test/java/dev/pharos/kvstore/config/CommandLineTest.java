package dev.pharos.kvstore.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @Test
    void both_dashes_and_both_forms_of_values_are_read() {
        ServerOptions options = Reading.options(
                "-name", "a", "--data-dir=/d", "--wal-dir", "/w", "-election-timeout=2000", "--pre-vote=false");
        assertThat(options.member().name()).isEqualTo("a");
        assertThat(options.member().dataDir()).hasToString("/d");
        assertThat(options.member().walDirectory()).hasToString("/w");
        assertThat(options.raft().electionTicks()).isEqualTo(20);
        assertThat(options.raft().preVote()).isFalse();
    }

    @Test
    void the_last_of_two_wins() {
        assertThat(Reading.options("--name=a", "--name", "b").member().name()).isEqualTo("b");
    }

    @Test
    void a_value_may_be_empty_or_look_like_a_flag() {
        ServerOptions options = Reading.options("--initial-cluster-token=", "--name", "--x");
        assertThat(options.bootstrap().token()).isEmpty();
        assertThat(options.member().name()).isEqualTo("--x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nope|flag provided but not defined: -nope",
                "--nope=1|flag provided but not defined: -nope",
                "--name|flag needs an argument: -name",
                "---name|bad flag syntax: ---name",
                "--=x|bad flag syntax: --=x",
                "--pre-vote=maybe|invalid boolean value \"maybe\" for -pre-vote: parse error",
                "--snapshot-count=x|invalid value \"x\" for flag -snapshot-count: parse error",
                "--snapshot-count=-1|invalid value \"-1\" for flag -snapshot-count: parse error",
                "--max-concurrent-streams=4294967296|invalid value \"4294967296\" for flag -max-concurrent-streams:"
                        + " value out of range",
                "--grpc-keepalive-timeout=5|invalid value \"5\" for flag -grpc-keepalive-timeout: parse error",
                "--initial-cluster-state=old|invalid value \"old\" for flag -initial-cluster-state: invalid value",
                "--listen-peer-urls=foo|invalid value \"foo\" for flag -listen-peer-urls: URL scheme must be http,"
                        + " https, unix, or unixs: foo",
                "--listen-client-urls=127.0.0.1:1|invalid value \"127.0.0.1:1\" for flag -listen-client-urls: parse"
                        + " \"127.0.0.1:1\": first path segment in URL cannot contain colon",
                "--listen-client-urls=http://127.0.0.1|invalid value \"http://127.0.0.1\" for flag"
                        + " -listen-client-urls: URL address does not have the form \"host:port\": http://127.0.0.1",
                "--listen-client-urls=http://127.0.0.1:a|invalid value \"http://127.0.0.1:a\" for flag"
                        + " -listen-client-urls: parse \"http://127.0.0.1:a\": invalid port \":a\" after host",
                "--listen-client-urls=http://127.0.0.1:1/|invalid value \"http://127.0.0.1:1/\" for flag"
                        + " -listen-client-urls: URL must not contain a path: http://127.0.0.1:1/",
                "--cors=a.b|invalid value \"a.b\" for flag -cors: URL scheme must be http, https, unix, or unixs: a.b",
                "--feature-gates=Nope=true|invalid value \"Nope=true\" for flag -feature-gates: unrecognized feature"
                        + " gate: Nope",
            })
    void what_cannot_be_read_ends_with_2_and_the_usage(String argument, String text) {
        ConfigResult.Failure failure = Reading.refused(argument);
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure.stderr()).startsWith(text + "\nUsage:\n");
        assertThat(failure.notices()).isEmpty();
    }

    @Test
    void a_stray_argument_is_no_flag() {
        assertThat(Reading.error(Reading.refused("--pre-vote", "false"))).isEqualTo("\"false\" is not a valid flag");
        assertThat(Reading.error(Reading.refused("--", "--name=a"))).isEqualTo("\"--name=a\" is not a valid flag");
    }

    @Test
    void the_version_is_asked_for_with_one_dash_or_two() {
        assertThat(Reading.read(Map.of(), "-version")).isEqualTo(new ConfigResult.ShowVersion());
        assertThat(Reading.read(Map.of("ETCD_NAME", "a"), "--name=b", "--version"))
                .isEqualTo(new ConfigResult.ShowVersion());
    }

    @Test
    void other_programs_are_refused() {
        ConfigResult.Failure failure = Reading.refused("gateway", "start");
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(Reading.messages(failure.notices())).containsExactly("gateway is not supported yet");
    }

    @Test
    void a_platform_that_is_not_known_must_be_asked_for() {
        assertThat(ConfigReader.platform("x86_64")).isEqualTo("amd64");
        assertThat(ConfigReader.platform("aarch64")).isEqualTo("arm64");
    }

    @Test
    void the_arguments_are_noted() {
        Notice notice =
                Reading.accepted(Map.of(), "--name=a", "--data-dir=d").notices().get(0);
        assertThat(notice.message()).isEqualTo("Running: ");
        assertThat(notice.fields().get(0).value()).isEqualTo(List.of("--name=a", "--data-dir=d"));
    }
}
