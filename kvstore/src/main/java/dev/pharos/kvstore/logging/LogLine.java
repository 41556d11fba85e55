package dev.pharos.kvstore.logging;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An entry that encodes itself field by field into the text that will be written. */
final class LogLine implements LogEntry {
    // Causes can go in a circle.
    private static final int MAX_CAUSES = 16;

    private final LogLevel level;
    private final LogFormat format;
    private final BiConsumer<LogLevel, String> target;
    private final StringBuilder text = new StringBuilder(256);
    private boolean fieldsBegun;
    private @Nullable Throwable traced;

    /** What stands at the head of every line. */
    record Head(LogLevel level, String time, String caller, String message) {}

    LogLine(Head head, LogFormat format, BiConsumer<LogLevel, String> target) {
        this.level = head.level();
        this.format = format;
        this.target = target;
        switch (format) {
            case JSON -> beginJson(head);
            case CONSOLE -> beginConsole(head);
        }
    }

    private void beginJson(Head head) {
        text.append("{\"level\":\"").append(head.level().label());
        text.append("\",\"ts\":\"").append(head.time()).append("\",\"caller\":");
        JsonText.appendString(text, head.caller());
        text.append(",\"msg\":");
        JsonText.appendString(text, head.message());
        fieldsBegun = true;
    }

    private void beginConsole(Head head) {
        text.append(head.time()).append('\t').append(head.level().label());
        text.append('\t').append(head.caller()).append('\t');
        // A line feed in a message would make two lines of one.
        text.append(head.message().replace("\r", "\\r").replace("\n", "\\n"));
    }

    @Override
    public LogEntry with(String name, Object value) {
        switch (format) {
            case JSON -> text.append(',');
            case CONSOLE -> text.append(fieldsBegun ? ", " : "\t{");
        }
        fieldsBegun = true;
        JsonText.appendString(text, name);
        text.append(format == LogFormat.CONSOLE ? ": " : ":");
        JsonText.appendValue(text, value);
        return this;
    }

    @Override
    public LogEntry with(Throwable thrown) {
        if (level.compareTo(LogLevel.ERROR) >= 0) {
            traced = thrown;
        }
        return with("error", thrown);
    }

    @Override
    public void write() {
        if (traced != null) {
            with("stacktrace", trace(traced));
        }
        if (fieldsBegun) {
            text.append('}');
        }
        target.accept(level, text.toString());
    }

    private static String trace(Throwable thrown) {
        StringBuilder trace = new StringBuilder();
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < MAX_CAUSES; depth++) {
            trace.append(depth == 0 ? "" : "\nCaused by: ").append(each);
            for (StackTraceElement frame : each.getStackTrace()) {
                trace.append("\n\tat ").append(frame);
            }
            each = each.getCause();
        }
        return trace.toString();
    }
}
