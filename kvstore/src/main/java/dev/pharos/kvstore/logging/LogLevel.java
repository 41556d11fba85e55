package dev.pharos.kvstore.logging;

import java.util.Locale;
import java.util.Optional;

/** How serious a line is, in rising order. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR,
    DPANIC,
    PANIC,
    FATAL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The word that stands in a line and in {@code --log-level}. */
    public String label() {
        return label;
    }

    /** The level of that name in any case, empty for an unknown name. */
    public static Optional<LogLevel> named(String text) {
        for (LogLevel level : values()) {
            if (level.label.equalsIgnoreCase(text)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
