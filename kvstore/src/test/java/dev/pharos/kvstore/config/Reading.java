package dev.pharos.kvstore.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shorthand for reading options in tests. */
final class Reading {
    private Reading() {}

    static ConfigResult read(Map<String, String> environment, String... arguments) {
        return ConfigReader.read(List.of(arguments), environment, () -> Optional.of("10.1.2.3"));
    }

    static ConfigResult.Options accepted(Map<String, String> environment, String... arguments) {
        ConfigResult result = read(environment, arguments);
        assertThat(result).isInstanceOf(ConfigResult.Options.class);
        return (ConfigResult.Options) result;
    }

    static ServerOptions options(String... arguments) {
        return accepted(Map.of(), arguments).options();
    }

    static ConfigResult.Failure refused(String... arguments) {
        ConfigResult result = read(Map.of(), arguments);
        assertThat(result).isInstanceOf(ConfigResult.Failure.class);
        return (ConfigResult.Failure) result;
    }

    /** The reason that the last notice gives. */
    static String error(ConfigResult.Failure failure) {
        Notice last = failure.notices().get(failure.notices().size() - 1);
        assertThat(last.message()).isEqualTo("failed to verify flags");
        assertThat(failure.exitCode()).isEqualTo(1);
        return last.fields().get(0).value().toString();
    }

    static List<String> messages(List<Notice> notices) {
        return notices.stream().map(Notice::message).toList();
    }
}
