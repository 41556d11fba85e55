package dev.pharos.raft.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioFileTest {
    private static final String TEXT = """
            # What it shows.

            members voters=1
            tick 1
            ----
            ok

            # Why.
            status 1
            ----
            1 FOLLOWER
            """;

    @Test
    void a_file_is_written_as_it_was_read() {
        ScenarioFile file = ScenarioFile.parse(TEXT);

        assertThat(file.blocks()).hasSize(3);
        assertThat(file.blocks().get(1).commands()).containsExactly("members voters=1", "tick 1");
        assertThat(file.blocks().get(2).line()).isEqualTo(8);
        assertThat(file.render()).isEqualTo(TEXT);
    }

    @Test
    void playing_replaces_what_was_expected_by_what_came_out() {
        ScenarioFile played = Scenario.play(ScenarioFile.parse(TEXT));

        assertThat(played.blocks().get(2).expected())
                .containsExactly("1 FOLLOWER term=0 vote=0 leader=0 commit=0 applied=0 disk=0 last=0/0 voters=(1)");
    }

    @Test
    void a_misspelt_option_or_command_is_a_failure_that_names_its_line() {
        assertThatThrownBy(() -> Scenario.play(ScenarioFile.parse("members voters=1 elections=3\n----\n")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("elections");
        assertThatThrownBy(() -> Scenario.play(ScenarioFile.parse("member voters=1\n----\n")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no such command");
    }

    @Test
    void a_difference_shows_what_is_missing_and_what_is_new_among_what_is_equal() {
        assertThat(LineDiff.of(List.of("a", "b", "c"), List.of("a", "x", "c")))
                .containsExactly("    a", "  - b", "  + x", "    c");
    }
}
