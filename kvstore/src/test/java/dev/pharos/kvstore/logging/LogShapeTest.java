package dev.pharos.kvstore.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogShapeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T15:04:05.123456Z");
    private static final Clock UTC = Clock.fixed(NOW, ZoneId.of("UTC"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private List<String> lines(ServerLog log) {
        log.close();
        return out.toString(UTF_8).lines().toList();
    }

    private ServerLog json(LogLevel level) {
        return ServerLog.into(out, level, LogFormat.JSON, UTC);
    }

    @Test
    void a_line_is_a_json_object_with_level_time_place_message_and_fields() {
        ServerLog log = json(LogLevel.INFO);
        log.info("ready to serve client requests")
                .with("address", "127.0.0.1:2379")
                .with("n", 7)
                .write();
        assertThat(lines(log))
                .singleElement()
                .asString()
                .matches("\\{\"level\":\"info\",\"ts\":\"2026-01-02T15:04:05.123456Z\","
                        + "\"caller\":\"logging/LogShapeTest.java:[0-9]+\","
                        + "\"msg\":\"ready to serve client requests\",\"address\":\"127.0.0.1:2379\",\"n\":7}");
    }

    @Test
    void time_has_the_offset_of_its_zone() {
        ServerLog log = ServerLog.into(out, LogLevel.INFO, LogFormat.JSON, Clock.fixed(NOW, ZoneId.of("Asia/Kolkata")));
        log.info("x").write();
        assertThat(lines(log).get(0)).contains("\"ts\":\"2026-01-02T20:34:05.123456+0530\"");
    }

    @Test
    void values_keep_their_kind() {
        ServerLog log = json(LogLevel.INFO);
        log.info("m")
                .with("on", true)
                .with("took", Duration.ofMillis(1500))
                .with("list", List.of("a", 1))
                .with("map", Map.of("k", "v"))
                .with("half", 0.5)
                .with("path", Path.of("/a/b"))
                .with("error", new IllegalStateException("broken"))
                .write();
        assertThat(lines(log).get(0))
                .endsWith("\"msg\":\"m\",\"on\":true,\"took\":\"1.5s\",\"list\":[\"a\",1],\"map\":{\"k\":\"v\"},"
                        + "\"half\":0.5,\"path\":\"/a/b\",\"error\":\"broken\"}");
    }

    @Test
    void what_json_cannot_hold_is_escaped() {
        ServerLog log = json(LogLevel.INFO);
        log.info("a\"b\\c\nd\re\tf\u0001g<é\uD83D\uDE00\uD83D").write();
        assertThat(lines(log).get(0)).contains("\"msg\":\"a\\\"b\\\\c\\nd\\re\\tf\\u0001g<é\uD83D\uDE00\\ufffd\"");
    }

    @Test
    void an_error_carries_its_stack_and_a_warning_does_not() {
        ServerLog log = json(LogLevel.INFO);
        log.warn("w").with(new IllegalStateException("a")).write();
        log.error("e")
                .with(new IllegalStateException("b", new IllegalArgumentException("c")))
                .write();
        List<String> lines = lines(log);
        assertThat(lines.get(0)).endsWith("\"error\":\"a\"}");
        assertThat(lines.get(1))
                .contains("\"error\":\"b\",\"stacktrace\":\"java.lang.IllegalStateException: b\\n\\tat ")
                .contains("\\nCaused by: java.lang.IllegalArgumentException: c\\n\\tat ");
    }

    @Test
    void a_console_line_has_columns() {
        ServerLog log = ServerLog.into(out, LogLevel.INFO, LogFormat.CONSOLE, UTC);
        log.warn("two\nlines").with("a", 1).with("b", "x").write();
        log.info("plain").write();
        List<String> lines = lines(log);
        assertThat(lines.get(0))
                .matches("2026-01-02T15:04:05.123456Z\twarn\tlogging/LogShapeTest.java:[0-9]+\t"
                        + "two\\\\nlines\t\\{\"a\": 1, \"b\": \"x\"}");
        assertThat(lines.get(1)).endsWith("\tplain");
    }

    @Test
    void what_is_below_the_level_does_not_appear() {
        ServerLog log = json(LogLevel.WARN);
        log.debug("d").write();
        log.info("i").with("a", 1).with(new IllegalStateException()).write();
        log.warn("w").write();
        log.write(LogLevel.ERROR, "e", List.of(new LogField("k", "v")));
        assertThat(lines(log)).hasSize(2);
        assertThat(log.info("off")).isSameAs(SilentEntry.INSTANCE);
        assertThat(log.isEnabled(LogLevel.INFO)).isFalse();
    }

    @Test
    void a_silent_log_is_off_at_every_level() {
        ServerLog log = ServerLog.silent();
        log.fatal("f").write();
        assertThat(log.isEnabled(LogLevel.FATAL)).isFalse();
        log.close();
    }

    @Test
    void durations_are_written_as_go_does() {
        assertThat(List.of(0L, 1L, 1500L, 2_000_000L, 1_500_000_000L, 60_000_000_000L, 5_400_000_000_000L, -5L))
                .extracting(nanos -> DurationText.of(Duration.ofNanos(nanos)))
                .containsExactly("0s", "1ns", "1.5µs", "2ms", "1.5s", "1m0s", "1h30m0s", "-5ns");
    }
}
