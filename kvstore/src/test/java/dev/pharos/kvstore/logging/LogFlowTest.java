package dev.pharos.kvstore.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LogFlowTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void a_pipe_that_nobody_reads_stops_nobody_and_losses_are_counted() throws IOException {
        PipedOutputStream pipe = new PipedOutputStream();
        PipedInputStream reader = new PipedInputStream(pipe, 1024);
        ServerLog log = ServerLog.into(pipe, LogLevel.INFO, LogFormat.JSON, CLOCK);
        int count = 50_000;
        for (int i = 0; i < count; i++) {
            log.info("line " + i).write();
        }
        assertThat(log.flush(Duration.ofMillis(1))).isFalse();

        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (text.indexOf("\"count\":", Math.max(0, text.length() - 2 * buffer.length)) < 0) {
            text.append(new String(buffer, 0, reader.read(buffer), UTF_8));
        }
        assertThat(text.toString()).contains("dropped log lines, the output was not read in time\",\"count\":");
        long lines = text.toString()
                .lines()
                .filter(line -> line.contains("\"msg\":\"line "))
                .count();
        assertThat(lines).isBetween(1L, count - 1L);
        log.close();
    }

    @Test
    void a_repeated_message_is_thinned_out_after_a_hundred_in_a_second() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ServerLog log = ServerLog.into(out, LogLevel.INFO, LogFormat.JSON, CLOCK);
        for (int i = 0; i < 450; i++) {
            log.info("same").write();
        }
        log.info("other").write();
        log.close();
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).filteredOn(line -> line.contains("same")).hasSize(103);
        assertThat(lines).filteredOn(line -> line.contains("other")).hasSize(1);
    }

    @Test
    void a_new_second_has_a_new_allowance() {
        Sampler sampler = new Sampler();
        int passed = 0;
        for (int i = 0; i < 150; i++) {
            passed += sampler.passes(LogLevel.INFO, "m", 1000) ? 1 : 0;
        }
        assertThat(passed).isEqualTo(100);
        assertThat(sampler.passes(LogLevel.INFO, "m", 2000)).isTrue();
        assertThat(sampler.passes(LogLevel.WARN, "m", 1000)).isTrue();
    }

    @Test
    void a_line_too_long_for_the_queue_passes_when_alone() throws InterruptedException {
        LineQueue queue = new LineQueue(2, 10);
        queue.offer("x".repeat(100));
        queue.offer("y");
        List<String> taken = new ArrayList<>();
        assertThat(queue.take(taken)).isTrue();
        assertThat(taken).containsExactly("x".repeat(100));
        assertThat(queue.takeDropped()).isEqualTo(1);
        assertThat(queue.takeDropped()).isZero();
        queue.close();
        assertThat(queue.take(taken)).isFalse();
    }

    @Test
    void a_fatal_line_is_out_when_write_returns() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ServerLog log = ServerLog.into(out, LogLevel.INFO, LogFormat.JSON, CLOCK);
        log.fatal("discovery failed").write();
        assertThat(out.toString(UTF_8)).contains("discovery failed").endsWith("\n");
        log.close();
    }

    @Test
    void lines_go_to_files_and_behind_what_is_there() throws IOException {
        Path file = folder.resolve("a.log");
        Files.writeString(file, "before\n");
        LogOptions options = new LogOptions(LogLevel.INFO, LogFormat.JSON, List.of(file.toString()), Optional.empty());
        try (ServerLog log = ServerLog.open(options)) {
            log.info("to a file").write();
        }
        assertThat(Files.readAllLines(file)).hasSize(2).element(1).asString().contains("to a file");
    }

    @Test
    void a_file_that_cannot_be_opened_is_named() {
        String path = folder.resolve("none").resolve("a.log").toString();
        LogOptions options = new LogOptions(LogLevel.INFO, LogFormat.JSON, List.of(path), Optional.empty());
        assertThatThrownBy(() -> ServerLog.open(options))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("couldn't open sink \"" + path + "\": open " + path + ": no such file or directory");
    }

    @Test
    void a_full_file_is_set_aside_and_only_some_are_kept() throws IOException {
        Path file = folder.resolve("etcd.log");
        byte[] half = new byte[600 << 10];
        LogRotation rotation = new LogRotation(1, 0, 2, false);
        for (int i = 0; i < 5; i++) {
            Clock clock = Clock.fixed(Instant.EPOCH.plusSeconds(i), ZoneOffset.UTC);
            try (RotatingFileSink sink = new RotatingFileSink(file, rotation, clock)) {
                sink.write(half, half.length);
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "etcd.log", "etcd-1970-01-01T00-00-03.000.log", "etcd-1970-01-01T00-00-04.000.log");
        }
    }

    @Test
    void what_libraries_log_arrives_from_warning_on_and_ours_at_our_level() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ServerLog log = ServerLog.into(out, LogLevel.DEBUG, LogFormat.JSON, CLOCK);
        LibraryLogs.leadInto(log);
        Logger library = Logger.getLogger("io.grpc.netty.Something");
        library.info("unheard");
        library.log(Level.WARNING, "heard {0}", "twice");
        System.getLogger("dev.pharos.raft.node.RaftLoop").log(System.Logger.Level.DEBUG, "ours");
        System.getLogger("dev.pharos.raft.node.RaftLoop")
                .log(System.Logger.Level.ERROR, "bad", new IllegalStateException("why"));
        log.close();
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"level\":\"warn\"", "\"caller\":\"netty/Something\"", "heard twice");
        assertThat(lines.get(1)).contains("\"level\":\"debug\"", "\"caller\":\"node/RaftLoop\"", "\"msg\":\"ours\"");
        assertThat(lines.get(2)).contains("\"level\":\"error\"", "\"error\":\"why\"", "\"stacktrace\":");
    }
}
