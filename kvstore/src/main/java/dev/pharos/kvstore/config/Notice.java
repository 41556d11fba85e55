package dev.pharos.kvstore.config;

import dev.pharos.kvstore.logging.LogField;
import dev.pharos.kvstore.logging.LogLevel;
import java.util.List;

/** A line for the log that came up before there was a log. */
public record Notice(LogLevel level, String message, List<LogField> fields) {
    public Notice {
        fields = List.copyOf(fields);
    }
}
