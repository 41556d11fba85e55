package dev.pharos.raft.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pharos.raft.scenario.ScenarioFile.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file under {@code src/test/resources/scenarios} prints what it says it prints. After a change of
 * behaviour that is meant, {@code mvn -pl raft test -Dtest=ScenarioTest -Dscenarios.rewrite=true} writes
 * the new output into the files, for the reviewer to read as a diff.
 */
class ScenarioTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "scenarios");
    private static final boolean REWRITE = Boolean.getBoolean("pharos.scenarios.rewrite");

    @TestFactory
    Stream<DynamicTest> scenario() throws IOException {
        return files().stream()
                .map(file -> dynamicTest(file.getFileName().toString(), file.toUri(), () -> check(file)));
    }

    @Test
    void every_scenario_says_what_it_shows_before_it_begins() throws IOException {
        for (Path file : files()) {
            assertThat(ScenarioFile.parse(Files.readString(file))
                            .blocks()
                            .get(0)
                            .isComment())
                    .as("%s begins with a paragraph of comments", file.getFileName())
                    .isTrue();
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static void check(Path file) throws IOException {
        String text = Files.readString(file);
        ScenarioFile expected = ScenarioFile.parse(text);
        ScenarioFile actual = Scenario.play(expected);
        if (REWRITE) {
            Files.writeString(file, actual.render());
            return;
        }
        StringBuilder report = new StringBuilder();
        for (int i = 0; i < expected.blocks().size(); i++) {
            describe(expected.blocks().get(i), actual.blocks().get(i), report);
        }
        if (!report.isEmpty()) {
            fail("%s printed something else (- expected, + printed):%n%s", file.getFileName(), report);
        }
        assertThat(text).as("the file is written as a rewrite would write it").isEqualTo(actual.render());
    }

    private static void describe(Block expected, Block actual, StringBuilder report) {
        if (!expected.equals(actual)) {
            report.append("\nline ").append(expected.line()).append(": ");
            report.append(expected.commands().stream()
                            .filter(command -> !command.startsWith("#"))
                            .collect(Collectors.joining("; ")))
                    .append('\n');
            LineDiff.of(expected.expected(), actual.expected())
                    .forEach(line -> report.append(line).append('\n'));
        }
    }
}
