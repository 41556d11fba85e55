package dev.pharos.kvstore.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What servers logged that should not happen in good times, and how often. */
final class Complaints {
    private static final Pattern LINE =
            Pattern.compile("\"level\":\"(error|dpanic|panic|fatal)\".*?\"msg\":\"([^\"]{0,70})");

    private Complaints() {}

    static Map<String, Long> in(Path folder) {
        Map<String, Long> counts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                    lines.map(LINE::matcher)
                            .filter(Matcher::find)
                            .forEach(found ->
                                    counts.merge("logged: " + found.group(1) + " " + found.group(2), 1L, Long::sum));
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return counts;
    }
}
