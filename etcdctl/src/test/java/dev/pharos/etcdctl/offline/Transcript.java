package dev.pharos.etcdctl.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file of commands and what they say: {@code $} before a command, {@code !} before a line on standard error,
 * {@code =} before the exit status. A line that begins with {@code # differs} says why the real tool says something
 * else to the command behind it.
 */
record Transcript(List<Step> steps) {
    private static final String DIFFERS = "# differs";
    private static final Pattern LOG_LINE =
            Pattern.compile("(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\S*\\t(\\w+)\\t\\S+\\t");

    /** What the storage engine of the real tool adds. */
    private static final Pattern ENGINE_LINE = Pattern.compile("(?m)^.*\\tOpening (bbolt )?db .*\\n");

    /** A command, and what it said. */
    record Step(List<String> notes, String command, String said) {
        boolean differs() {
            return notes.stream().anyMatch(note -> note.startsWith(DIFFERS));
        }

        List<String> words() {
            return List.of(command.split(" "));
        }

        private String text() {
            return notes.stream().map(note -> note + "\n").reduce("", String::concat) + "$ " + command + "\n" + said;
        }
    }

    static Transcript read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        String command = "";
        StringBuilder said = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# ")) {
                notes.add(line);
            } else if (line.startsWith("$ ")) {
                command = line.substring(2);
            } else if (!command.isEmpty()) {
                said.append(line).append('\n');
                if (line.startsWith("= ")) {
                    steps.add(new Step(List.copyOf(notes), command, said.toString()));
                    notes.clear();
                    said.setLength(0);
                    command = "";
                }
            }
        }
        return new Transcript(steps);
    }

    /** What a run said, without what is different each time. */
    static String said(ToolRun run, Path folder) {
        StringBuilder text = new StringBuilder();
        run.out()
                .lines()
                .forEach(line -> text.append(line.isEmpty() ? "" : line).append('\n'));
        String err =
                LOG_LINE.matcher(ENGINE_LINE.matcher(run.err()).replaceAll("")).replaceAll("$1 ");
        err.lines()
                .forEach(line -> text.append(line.isEmpty() ? "!" : "! " + line).append('\n'));
        return text.append("= ").append(run.status()).append('\n').toString().replace(folder + "/", "");
    }

    String text() {
        return String.join("\n", steps.stream().map(Step::text).toList());
    }
}
