package dev.pharos.kvstore.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TermReaderTest {
    private static final Failpoint PLACE = Failpoint.RAFT_BEFORE_SAVE;

    @ParameterizedTest
    @ValueSource(strings = {"panic", "panic()", "panic(\"x\")", "off", "5*off->50%panic", "12.5%3*return(\"a;b\")"})
    void a_plan_keeps_the_text_of_its_term(String term) {
        assertThat(FaultPlan.parse(" " + term + "\n").text()).isEqualTo(term);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "explode", "panic->", "->panic", "panic panic", "sleep", "sleep()", "sleep(\"soon\")", "sleep(-5)",
                "sleep(\"5\"", "5panic", "-1*panic", "x%panic", "return(x)", "panicked", "panic;off", "off(", "5*"
            })
    void what_is_not_a_term_is_refused(String term) {
        assertThatThrownBy(() -> FaultPlan.parse(term))
                .isInstanceOf(MalformedTerm.class)
                .hasMessageContaining("'" + term + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "return, ''",
        "return(), ''",
        "return(\"\"), ''",
        "return(\"no space left\"), no space left",
        "return(5), 5",
        "return(-5), -5",
        "return(true), true"
    })
    void a_return_gives_its_value_as_text(String term, String text) {
        assertThat(FaultPlan.parse(term).strike(PLACE)).contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "100, PT0.1S",
        "0, PT0S",
        "100ms, PT0.1S",
        "1h2m3.5s, PT1H2M3.5S",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "7us, PT0.000007S",
        "7µs, PT0.000007S",
        "999999999999999h, PT87600H"
    })
    void a_pause_is_a_number_of_milliseconds_or_a_duration_in_gos_notation(String text, Duration pause) {
        assertThat(Pause.parse(text)).contains(pause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "1", "1x", "5 s", "-1s", "1s2", ".s"})
    void other_pauses_are_refused_but_for_plain_numbers(String text) {
        assertThat(Pause.parse(text))
                .isEqualTo(text.equals("1") ? Optional.of(Duration.ofMillis(1)) : Optional.empty());
    }

    @Test
    void a_count_lets_so_many_hits_through_and_then_the_next_link_has_its_turn() {
        assertThat(strikes("2*return(\"a\")->1*off->return(\"b\")", 5)).containsExactly("a", "a", "-", "b", "b");
    }

    @Test
    void after_the_last_link_is_spent_nothing_happens() {
        assertThat(strikes("1*return(\"a\")", 3)).containsExactly("a", "-", "-");
    }

    @Test
    void a_share_takes_the_hits_whose_throw_is_below_it() {
        assertThat(strikes("25%return(\"a\")->return(\"b\")", 5, 0, 0.2499, 0.25, 0.5, 0.9999))
                .containsExactly("a", "a", "b", "b", "b");
    }

    @Test
    void a_hundred_percent_take_all_and_zero_none() {
        assertThat(strikes("0%return(\"a\")->100%return(\"b\")", 2, 0, 0.999999, 0, 0.999999))
                .containsExactly("b", "b");
    }

    @Test
    void a_share_before_a_count_spends_only_the_hits_that_win() {
        assertThat(strikes("50%1*return(\"a\")", 3, 0.7, 0.1, 0.1)).containsExactly("-", "a", "-");
    }

    private static List<String> strikes(String term, int hits, double... throwsOfDice) {
        Iterator<Double> dice = DoubleStream.of(throwsOfDice).iterator();
        FaultPlan plan = new TermReader(term, dice::next).readPlan();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < hits; i++) {
            texts.add(plan.strike(PLACE).orElse("-"));
        }
        return texts;
    }
}
