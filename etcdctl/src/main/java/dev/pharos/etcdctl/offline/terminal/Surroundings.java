package dev.pharos.etcdctl.offline.terminal;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What a command may touch besides the files that it is told.
 *
 * @param out the answer
 * @param err everything else
 * @param log on {@code err}
 * @param progress on {@code err}
 */
public record Surroundings(PrintStream out, PrintStream err, ToolLog log, Progress progress) {
    /** A place in the file system, as an argument names it. */
    public static Path path(String raw) {
        try {
            return Path.of(raw);
        } catch (java.nio.file.InvalidPathException unusable) {
            throw ToolFailure.error("open " + raw.replace("\0", "\\x00") + ": invalid argument");
        }
    }
}
