package dev.pharos.kvstore.logging;

import java.util.List;
import java.util.Optional;

/**
 * What is logged and where to.
 *
 * @param outputs {@code default}, {@code stderr}, {@code stdout}, {@code systemd/journal} or paths of files
 * @param rotation how the one file among the outputs is rotated
 */
public record LogOptions(LogLevel level, LogFormat format, List<String> outputs, Optional<LogRotation> rotation) {
    /** What a program does before it knows its options. */
    public static final LogOptions DEFAULT =
            new LogOptions(LogLevel.INFO, LogFormat.JSON, List.of("default"), Optional.empty());

    public LogOptions {
        outputs = List.copyOf(outputs);
    }

    /** Whether an output is not the name of a file. */
    public static boolean isStream(String output) {
        return switch (output) {
            case "default", "stderr", "stdout", "systemd/journal" -> true;
            default -> false;
        };
    }
}
