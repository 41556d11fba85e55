package dev.pharos.kvstore.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines for the shell of one chapter of {@code docs/operations.md}, a text for each indented block. */
final class Runbook {
    private static final Path DOCUMENT =
            Path.of("..", "docs", "operations.md").toAbsolutePath().normalize();
    private static final String INDENT = "    ";

    private Runbook() {}

    static List<String> blocks(String heading) throws IOException {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        boolean isInside = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("#")) {
                isInside = line.replaceFirst("^#+ ", "").equals(heading);
            } else if (isInside && line.startsWith(INDENT)) {
                block.append(line.substring(INDENT.length())).append('\n');
                continue;
            }
            if (block.length() > 0) {
                blocks.add(block.toString());
                block.setLength(0);
            }
        }
        if (blocks.isEmpty()) {
            throw new IOException("no lines for the shell below '" + heading + "' in " + DOCUMENT);
        }
        return blocks;
    }

    /** Those that a chapter does with the script. */
    static List<String> cluster(String heading) throws IOException {
        return blocks(heading).stream()
                .filter(block -> block.contains("bin/pharos-cluster "))
                .toList();
    }
}
