package dev.pharos.kvstore.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log of a server, shaped like etcd's: one line per entry, as JSON or as columns. Any thread may log.
 *
 * <pre>{@code log.info("serving peer traffic").with("address", address).write();}</pre>
 *
 * <p>Logging never waits for whoever reads the output: lines queue up to a bound, beyond it they are
 * dropped, and how many were is said as soon as something can be written again.
 */
public final class ServerLog implements AutoCloseable {
    private static final int MAX_QUEUED_LINES = 8192;
    private static final long MAX_QUEUED_CHARS = 8L << 20;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXX");

    // Null lets nothing pass.
    private final @Nullable LogLevel threshold;
    private final LogFormat format;
    private final Clock clock;
    private final Sampler sampler = new Sampler();
    private final LineQueue queue = new LineQueue(MAX_QUEUED_LINES, MAX_QUEUED_CHARS);

    private ServerLog(@Nullable LogLevel threshold, LogFormat format, List<LineSink> sinks, Clock clock) {
        this.threshold = threshold;
        this.format = format;
        this.clock = clock;
        if (!sinks.isEmpty()) {
            Thread thread = new Thread(new LogWriter(queue, sinks, this::droppedLine), "log-writer");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Opens the outputs.
     *
     * @throws UncheckedIOException if a file cannot be opened
     */
    public static ServerLog open(LogOptions options) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        Set<String> outputs = new LinkedHashSet<>();
        for (String output : options.outputs()) {
            outputs.add(output.equals("default") || output.equals("systemd/journal") ? "stderr" : output);
        }
        List<LineSink> sinks = new ArrayList<>();
        for (String output : outputs) {
            sinks.add(sink(output, options, clock));
        }
        ServerLog log = new ServerLog(options.level(), options.format(), sinks, clock);
        if (options.outputs().contains("systemd/journal")) {
            log.warn("the journal is reached through standard error").write();
        }
        return log;
    }

    /** A log into a stream of the caller's, which stays open. */
    public static ServerLog into(OutputStream stream, LogLevel level, LogFormat format, Clock clock) {
        return new ServerLog(level, format, List.of(new StreamSink(stream, false)), clock);
    }

    /** A log that keeps nothing. */
    public static ServerLog silent() {
        return new ServerLog(null, LogFormat.JSON, List.of(), Clock.systemUTC());
    }

    private static LineSink sink(String output, LogOptions options, Clock clock) {
        try {
            return switch (output) {
                case "stderr" -> StreamSink.standardError();
                case "stdout" -> StreamSink.standardOutput();
                default -> {
                    Path path = Path.of(output);
                    yield options.rotation().isPresent()
                            ? new RotatingFileSink(path, options.rotation().get(), clock)
                            : StreamSink.file(path);
                }
            };
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "no such file or directory" : e.toString();
            throw new UncheckedIOException("couldn't open sink \"" + output + "\": open " + output + ": " + reason, e);
        }
    }

    public LogEntry debug(String message) {
        return entry(LogLevel.DEBUG, message);
    }

    public LogEntry info(String message) {
        return entry(LogLevel.INFO, message);
    }

    public LogEntry warn(String message) {
        return entry(LogLevel.WARN, message);
    }

    public LogEntry error(String message) {
        return entry(LogLevel.ERROR, message);
    }

    /** The line of a program that is about to exit; exiting is up to the caller. */
    public LogEntry fatal(String message) {
        return entry(LogLevel.FATAL, message);
    }

    public LogEntry entry(LogLevel level, String message) {
        if (!passes(level, message)) {
            return SilentEntry.INSTANCE;
        }
        String caller = StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(f -> f.getClassName().equals(ServerLog.class.getName()))
                        .findFirst()
                        .map(ServerLog::place)
                        .orElse("unknown"));
        return line(level, message, caller);
    }

    /** An entry whose place in the code is known to the caller. */
    LogEntry entry(LogLevel level, String message, String caller) {
        return passes(level, message) ? line(level, message, caller) : SilentEntry.INSTANCE;
    }

    public void write(LogLevel level, String message, List<LogField> fields) {
        LogEntry entry = entry(level, message);
        for (LogField field : fields) {
            entry = entry.with(field.name(), field.value());
        }
        entry.write();
    }

    public boolean isEnabled(LogLevel level) {
        return threshold != null && level.compareTo(threshold) >= 0;
    }

    private boolean passes(LogLevel level, String message) {
        if (!isEnabled(level)) {
            return false;
        }
        // What precedes an exit is never thinned out.
        return level.compareTo(LogLevel.ERROR) > 0 || sampler.passes(level, message, clock.millis());
    }

    private LogLine line(LogLevel level, String message, String caller) {
        String time = TIME.format(clock.instant().atZone(clock.getZone()));
        return new LogLine(new LogLine.Head(level, time, caller, message), format, this::accept);
    }

    private void accept(LogLevel level, String line) {
        queue.offer(line);
        if (level.compareTo(LogLevel.PANIC) >= 0) {
            flush(LAST_WORDS);
        }
    }

    private static String place(StackWalker.StackFrame frame) {
        String type = frame.getClassName();
        int end = type.lastIndexOf('.');
        String directory = end < 0 ? "" : type.substring(type.lastIndexOf('.', end - 1) + 1, end) + "/";
        return directory + frame.getFileName() + ":" + frame.getLineNumber();
    }

    private String droppedLine(long count) {
        StringBuilder text = new StringBuilder();
        LogLine line = new LogLine(
                new LogLine.Head(
                        LogLevel.WARN,
                        TIME.format(clock.instant().atZone(clock.getZone())),
                        "logging/ServerLog.java",
                        "dropped log lines, the output was not read in time"),
                format,
                (level, encoded) -> text.append(encoded));
        line.with("count", count).write();
        return text.toString();
    }

    /** Waits until what was logged before is written, at most for the given time. False when time ran out. */
    public boolean flush(Duration atMost) {
        return queue.awaitWritten(atMost.toNanos());
    }

    /** Writes what is queued, unless that takes long, and closes files. Lines logged later vanish. */
    @Override
    public void close() {
        queue.close();
        flush(LAST_WORDS);
    }
}
