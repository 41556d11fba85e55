package dev.pharos.kvstore.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {
    @Test
    void a_variable_stands_for_a_flag_and_an_empty_one_for_none() {
        ConfigResult.Options result =
                Reading.accepted(Map.of("ETCD_NAME", "a", "ETCD_DATA_DIR", "", "ETCD_PRE_VOTE", "0"));
        assertThat(result.options().member().name()).isEqualTo("a");
        assertThat(result.options().member().dataDir()).hasToString("a.etcd");
        assertThat(result.options().raft().preVote()).isFalse();
        assertThat(Reading.messages(result.notices())).contains("recognized and used environment variable");
    }

    @Test
    void a_variable_beside_its_flag_is_fatal() {
        for (String variable : new String[] {"ETCD_NAME", "PHAROS_NAME"}) {
            ConfigResult result = Reading.read(Map.of(variable, "a"), "--name=b");
            assertThat(result).isInstanceOf(ConfigResult.Failure.class);
            ConfigResult.Failure failure = (ConfigResult.Failure) result;
            assertThat(failure.exitCode()).isEqualTo(1);
            Notice last = failure.notices().get(failure.notices().size() - 1);
            assertThat(last.level().label()).isEqualTo("fatal");
            assertThat(last.message())
                    .isEqualTo("conflicting environment variable is shadowed by corresponding command-line flag"
                            + " (either unset environment variable or disable flag))");
            assertThat(last.fields().get(0).value()).isEqualTo(variable);
        }
    }

    @Test
    void our_prefix_wins_with_a_warning() {
        ConfigResult.Options result = Reading.accepted(Map.of("ETCD_NAME", "theirs", "PHAROS_NAME", "ours"));
        assertThat(result.options().member().name()).isEqualTo("ours");
        assertThat(Reading.messages(result.notices())).contains("environment variable is overridden by another one");
    }

    @Test
    void a_wrong_value_is_named() {
        ConfigResult result = Reading.read(Map.of("ETCD_PRE_VOTE", "yes"));
        assertThat(Reading.error((ConfigResult.Failure) result))
                .isEqualTo("invalid value \"yes\" for ETCD_PRE_VOTE: parse error");
    }

    @Test
    void the_variable_of_the_failpoints_is_known() {
        ConfigResult.Options result = Reading.accepted(Map.of("PHAROS_FAILPOINTS", "beforeCommit=off"));
        assertThat(Reading.messages(result.notices())).doesNotContain("unrecognized environment variable");
    }

    @Test
    void an_unknown_variable_is_warned_of() {
        ConfigResult.Options result =
                Reading.accepted(Map.of("ETCD_FOO", "1", "PHAROS_HEAP", "1g", "PATH", "/bin", "ETCD_VERSION", "v3"));
        assertThat(result.notices())
                .filteredOn(notice -> notice.message().equals("unrecognized environment variable"))
                .singleElement()
                .extracting(notice -> notice.fields().get(0).value())
                .isEqualTo("ETCD_FOO=1");
        assertThat(Reading.messages(result.notices())).contains("cannot set special environment variable");
    }

    @Test
    void a_former_flag_has_a_variable_too() {
        assertThat(Reading.accepted(Map.of("ETCD_EXPERIMENTAL_CORRUPT_CHECK_TIME", "9m"))
                        .options()
                        .storage()
                        .corruptCheckInterval())
                .hasMinutes(9);
    }
}
