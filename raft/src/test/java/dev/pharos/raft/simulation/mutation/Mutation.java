package dev.pharos.raft.simulation.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A deliberate bug: places in the main sources, and what stands there instead. Kept as a text file so
 * that the sources themselves know nothing of it.
 */
record Mutation(String name, String what, List<Edit> edits) {
    /** One place; {@code original} occurs exactly once in the file. */
    record Edit(String file, String original, String replacement) {}

    private static final String FILE = "=== ";
    private static final Pattern NEXT_FILE = Pattern.compile("\n" + FILE);
    private static final String INSTEAD = "--- instead";

    static List<Mutation> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Mutation> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                all.add(parse(file));
            }
            return all;
        }
    }

    private static Mutation parse(Path file) throws IOException {
        String text = Files.readString(file);
        int firstEdit = text.indexOf(FILE);
        List<Edit> edits = new ArrayList<>();
        for (String block : NEXT_FILE
                .splitAsStream(text.substring(firstEdit + FILE.length()))
                .toList()) {
            int endOfName = block.indexOf('\n');
            int instead = block.indexOf(INSTEAD);
            edits.add(new Edit(
                    block.substring(0, endOfName).strip(),
                    block.substring(endOfName, instead).strip(),
                    block.substring(instead + INSTEAD.length()).strip()));
        }
        String name = file.getFileName().toString().replace(".txt", "");
        return new Mutation(name, text.substring(0, firstEdit).strip(), edits);
    }

    @Override
    public String toString() {
        return name;
    }
}
