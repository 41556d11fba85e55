package dev.pharos.kvstore.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What etcd has, as tables, against what we have. */
class FlagTableTest {
    private static final FlagTable TABLE = new FlagTable();

    static Stream<List<String>> flags() {
        return rows("flags.tsv");
    }

    static Stream<List<String>> formerFlags() {
        return rows("former-flags.tsv");
    }

    private static Stream<List<String>> rows(String resource) {
        try (InputStream in = FlagTableTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t", -1)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("flags")
    void every_flag_is_there_with_its_default(List<String> row) {
        Flag flag = TABLE.current().get(row.get(0));
        assertThat(flag).as(row.get(0)).isNotNull();
        assertThat(flag.initial()).isEqualTo(row.get(1));
        flag.kind().check(flag.initial());
    }

    @ParameterizedTest
    @MethodSource("flags")
    void every_flag_is_accepted_with_its_default_in_all_ways(List<String> row) {
        String name = row.get(0);
        String value = row.get(1);
        if (List.of("version", "config-file").contains(name)) {
            return;
        }
        String also = name.equals("listen-client-urls") ? "--advertise-client-urls=http://localhost:2379" : "--name=n";
        for (String dashes : List.of("-", "--")) {
            Reading.accepted(Map.of(), also, dashes + name + "=" + value);
        }
        boolean isBoolean = TABLE.current().get(name).kind().isBoolean();
        if (name.equals("enable-log-rotation")) {
            also = "--log-outputs=/tmp/unused.log";
        }
        if (isBoolean) {
            Reading.accepted(Map.of(), also, "--" + name);
        } else {
            Reading.accepted(Map.of(), also, "--" + name, value);
        }
        if (!name.equals("name")) {
            Reading.accepted(Map.of("ETCD_" + Flag.variable(name), value), also);
            Reading.accepted(Map.of("PHAROS_" + Flag.variable(name), value), also);
        }
    }

    @Test
    void nothing_is_there_that_etcd_does_not_have() {
        List<String> theirs =
                Stream.concat(flags(), formerFlags()).map(row -> row.get(0)).toList();
        assertThat(theirs).containsAll(TABLE.current().keySet());
    }

    @ParameterizedTest
    @MethodSource("formerFlags")
    void every_former_flag_is_accepted_and_remarked_upon(List<String> row) {
        String name = row.get(0);
        String replacement = row.get(1);
        if (name.equals("discovery")) {
            assertThat(Reading.options("--discovery", "http://x:1/token").unsupported())
                    .containsExactly("--discovery=http://x:1/token");
            return;
        }
        String value = sample(name);
        List<String> remarks = Reading.messages(
                Reading.accepted(Map.of(), "--" + name + "=" + value).notices());
        if (replacement.equals("none")) {
            assertThat(remarks).anyMatch(text -> text.startsWith("flag --" + name + " has no effect in Pharos: "));
            return;
        }
        String instead = replacement.startsWith("gate ")
                ? "feature-gates=" + replacement.substring(5) + "=" + value
                : replacement;
        assertThat(remarks).contains("flag --" + name + " is deprecated; use --" + instead + " instead");
    }

    private static String sample(String name) {
        if (name.equals("proxy")) {
            return "off";
        }
        Kind kind = TABLE.kind(name).orElseThrow();
        return switch (kind) {
            case BOOL -> "false";
            case DURATION -> "7s";
            case LIST -> "stdout";
            case TEXT -> "x";
            default -> "7";
        };
    }

    @Test
    void a_former_flag_does_what_its_replacement_does() {
        ServerOptions options = Reading.options(
                "--experimental-corrupt-check-time=5m",
                "--experimental-watch-progress-notify-interval",
                "3s",
                "--experimental-enable-lease-checkpoint",
                "--experimental-initial-corrupt-check=true",
                "--debug",
                "--ca-file=a.pem");
        assertThat(options.storage().corruptCheckInterval()).hasMinutes(5);
        assertThat(options.service().watchProgressInterval()).hasSeconds(3);
        assertThat(options.gates().isEnabled(FeatureGate.LEASE_CHECKPOINT)).isTrue();
        assertThat(options.gates().isEnabled(FeatureGate.INITIAL_CORRUPT_CHECK)).isTrue();
        assertThat(options.diagnostics().log().level().label()).isEqualTo("debug");
        assertThat(options.security().client().caFile()).contains("a.pem");
    }

    @Test
    void the_flag_of_today_wins_over_the_former_one() {
        ConfigResult.Options result = Reading.accepted(
                Map.of(),
                "--experimental-corrupt-check-time=5m",
                "--corrupt-check-time=1m",
                "--experimental-compact-hash-check-enabled=true",
                "--feature-gates=CompactHashCheck=false");
        assertThat(result.options().storage().corruptCheckInterval()).hasMinutes(1);
        assertThat(result.options().gates().isEnabled(FeatureGate.COMPACT_HASH_CHECK))
                .isFalse();
        assertThat(Reading.messages(result.notices()))
                .contains("flag --experimental-corrupt-check-time is overridden by --corrupt-check-time");
    }

    @Test
    void flags_of_long_ago_take_no_argument() {
        List<String> remarks = Reading.messages(
                Reading.accepted(Map.of(), "-v", "--snapshot", "--force").notices());
        assertThat(remarks.stream()
                        .filter(text -> text.contains("has no effect"))
                        .toList())
                .hasSize(3);
    }

    @Test
    void every_flag_is_in_the_help() {
        ConfigResult result = Reading.read(Map.of(), "--name", "x", "-h");
        assertThat(result).isInstanceOf(ConfigResult.ShowHelp.class);
        ConfigResult.ShowHelp help = (ConfigResult.ShowHelp) result;
        assertThat(help.stderr()).contains("Usage:");
        assertThat(flags().map(row -> "  --" + row.get(0) + " '").collect(Collectors.toList()))
                .allMatch(help.stdout()::contains);
    }
}
