package dev.pharos.etcdctl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.etcdctl.Finder.Found;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.LineReader;
import dev.pharos.etcdctl.run.Globals;
import dev.pharos.etcdctl.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ExamplesTest {
    /** Up to what is for the shell. */
    private static final Pattern COMMAND = Pattern.compile("^(?:source <\\()?etcdctl ([^#<>|)]*)");

    @Test
    void every_line_of_an_example_is_one_that_the_program_takes() {
        List<String> shown = new ArrayList<>();
        for (String path : Catalog.PATHS) {
            for (String line : Examples.of(path).lines().toList()) {
                Matcher command = COMMAND.matcher(line);
                if (command.find()) {
                    Found found = Finder.find(Words.split(command.group(1)));
                    assertThat(Catalog.PATHS).as(line).contains(found.path());
                    List<Flag> flags = new ArrayList<>(Globals.FLAGS);
                    flags.addAll(Catalog.command(found.path()).syntax().flags());
                    assertThat(LineReader.read(flags, found.rest())).as(line).isNotNull();
                    shown.add(path);
                }
            }
        }
        assertThat(shown).contains("get", "put", "txn", "watch", "lock", "completion");
    }

    @Test
    void a_help_page_shows_them_between_the_usage_and_the_flags() {
        assertThat(Pages.page("txn").orElseThrow())
                .containsSubsequence(
                        "Usage:", "\nExamples:\n  etcdctl txn <<END\n", "\n\n  put greeting", "\nFlags:\n");
        assertThat(Pages.page("role list").orElseThrow()).doesNotContain("Examples");
    }
}
