package dev.pharos.kvstore.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FailpointEnvironmentTest {
    @AfterEach
    void all_points_are_off_again() {
        Arrays.stream(Failpoint.values()).forEach(Failpoint::disable);
    }

    @Test
    void both_variables_switch_points_on() {
        Map<String, String> environment = Map.of(
                "GOFAIL_FAILPOINTS", " beforeCommit=sleep(\"1s\"); walAfterSync=return(\"a;b\") ;",
                "PHAROS_FAILPOINTS", "go.etcd.io/etcd/mvcc/backend/afterCommit=5*off->panic");
        new FailpointEnvironment(environment).activate();

        assertThat(Failpoint.BEFORE_COMMIT.term()).isEqualTo("sleep(\"1s\")");
        assertThat(Failpoint.WAL_AFTER_SYNC.term()).isEqualTo("return(\"a;b\")");
        assertThat(Failpoint.AFTER_COMMIT.term()).isEqualTo("5*off->panic");
    }

    @Test
    void an_empty_environment_asks_for_nothing() {
        FailpointEnvironment environment = new FailpointEnvironment(Map.of("GOFAIL_FAILPOINTS", ""));
        environment.activate();

        assertThat(environment.endpoint()).isEmpty();
        assertThat(Failpoint.values()).extracting(Failpoint::term).containsOnly("");
    }

    @Test
    void an_unknown_point_is_passed_over() {
        new FailpointEnvironment(Map.of("GOFAIL_FAILPOINTS", "ofAnotherRelease=panic;afterCommit=off")).activate();

        assertThat(Failpoint.AFTER_COMMIT.term()).isEqualTo("off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"beforeCommit", "beforeCommit=boom", "beforeCommit=panic;walAfterSync", "beforeCommit=panic(\""})
    void what_cannot_be_read_is_refused(String settings) {
        FailpointEnvironment environment = new FailpointEnvironment(Map.of("GOFAIL_FAILPOINTS", settings));

        assertThatThrownBy(environment::activate).isInstanceOf(MalformedTerm.class);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:22381, 127.0.0.1, 22381",
        ":22381, localhost, 22381",
        "[::1]:0, ::1, 0",
        "localhost:22381, localhost, 22381"
    })
    void the_endpoint_is_a_host_and_a_port(String text, String host, int port) {
        FailpointEnvironment environment = new FailpointEnvironment(Map.of("GOFAIL_HTTP", text));

        assertThat(environment.endpoint()).contains(new InetSocketAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:", "localhost:65536", "::1:80", "localhost:http"})
    void other_endpoints_are_refused(String text) {
        FailpointEnvironment environment = new FailpointEnvironment(Map.of("GOFAIL_HTTP", text));

        assertThatThrownBy(environment::endpoint)
                .isInstanceOf(MalformedTerm.class)
                .hasMessageContaining(text);
    }
}
