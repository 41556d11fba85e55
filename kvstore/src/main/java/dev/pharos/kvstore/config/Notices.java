package dev.pharos.kvstore.config;

import dev.pharos.kvstore.logging.LogField;
import dev.pharos.kvstore.logging.LogLevel;
import java.util.ArrayList;
import java.util.List;

/** Collects notices in the order of their origin. Owned by the thread that reads options. */
final class Notices {
    private final List<Notice> notices = new ArrayList<>();

    void info(String message, LogField... fields) {
        add(LogLevel.INFO, message, fields);
    }

    void warn(String message, LogField... fields) {
        add(LogLevel.WARN, message, fields);
    }

    void add(LogLevel level, String message, LogField... fields) {
        notices.add(new Notice(level, message, List.of(fields)));
    }

    List<Notice> list() {
        return List.copyOf(notices);
    }
}
