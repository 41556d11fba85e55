package dev.pharos.etcdctl.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
    private static final List<Flag> FLAGS = List.of(
            Flag.text("name", "none", "").withLetter('n'),
            Flag.number("limit", "0", ""),
            Flag.toggle("prefix", "").withLetter('p'),
            Flag.duration("wait", "5s", ""),
            new Flag("list", Flag.NO_LETTER, Flag.Kind.TEXTS, "a", ""));

    private static Line read(String... words) {
        return LineReader.read(FLAGS, List.of(words));
    }

    private static void refused(String text, String... words) {
        assertThatThrownBy(() -> read(words)).isInstanceOf(UsageError.class).hasMessage(text);
    }

    @Test
    void what_is_not_given_has_its_standard_value() {
        Line line = read();
        assertThat(line.text("name")).isEqualTo("none");
        assertThat(line.isGiven("name")).isFalse();
        assertThat(line.number("limit")).isZero();
        assertThat(line.is("prefix")).isFalse();
        assertThat(line.duration("wait")).isEqualTo(Duration.ofSeconds(5));
        assertThat(line.words()).isEmpty();
        assertThat(line.wordsBehindDashes()).isEqualTo(-1);
    }

    @Test
    void flags_and_words_may_be_mixed() {
        Line line = read("a", "--name", "x", "b", "--limit=7", "-p", "c");
        assertThat(line.words()).containsExactly("a", "b", "c");
        assertThat(line.text("name")).isEqualTo("x");
        assertThat(line.number("limit")).isEqualTo(7);
        assertThat(line.is("prefix")).isTrue();
    }

    @Test
    void a_switch_takes_a_value_only_behind_an_equals_sign() {
        assertThat(read("--prefix", "false").is("prefix")).isTrue();
        assertThat(read("--prefix", "false").words()).containsExactly("false");
        assertThat(read("--prefix=false").is("prefix")).isFalse();
        assertThat(read("--prefix=false").isGiven("prefix")).isTrue();
    }

    @Test
    void letters_take_their_values_in_each_way() {
        assertThat(read("-n", "x").text("name")).isEqualTo("x");
        assertThat(read("-nx").text("name")).isEqualTo("x");
        assertThat(read("-n=x").text("name")).isEqualTo("x");
        assertThat(read("-pnx").text("name")).isEqualTo("x");
    }

    @Test
    void a_value_may_look_like_a_flag_or_be_empty() {
        assertThat(read("--name", "--prefix").text("name")).isEqualTo("--prefix");
        assertThat(read("--limit", "-1").number("limit")).isEqualTo(-1);
        assertThat(read("--name", "").text("name")).isEmpty();
        assertThat(read("--name=").text("name")).isEmpty();
        assertThat(read("--name=").isGiven("name")).isTrue();
        assertThat(read("--name=\"x\"").text("name")).isEqualTo("\"x\"");
    }

    @Test
    void the_last_of_several_values_counts() {
        assertThat(read("--name=x", "--name=y").text("name")).isEqualTo("y");
    }

    @Test
    void dashes_end_the_flags() {
        Line line = read("a", "--", "--prefix", "-1");
        assertThat(line.words()).containsExactly("a", "--prefix", "-1");
        assertThat(line.wordsBehindDashes()).isEqualTo(2);
        assertThat(line.is("prefix")).isFalse();
    }

    @Test
    void odd_words_are_words() {
        assertThat(read("", "-", "@file", " ").words()).containsExactly("", "-", "@file", " ");
    }

    @Test
    void what_does_not_fit_is_refused_in_the_words_of_the_original() {
        refused("unknown flag: --none", "--none=3");
        refused("unknown shorthand flag: 'x' in -xy", "-xy");
        refused("unknown shorthand flag: '1' in -1", "a", "-1");
        refused("flag needs an argument: --name", "--name");
        refused("flag needs an argument: 'n' in -n", "-n");
        refused(
                "invalid argument \"x\" for \"--limit\" flag: strconv.ParseInt: parsing \"x\": invalid syntax",
                "--limit=x");
        refused(
                "invalid argument \"x\" for \"-p, --prefix\" flag: strconv.ParseBool: parsing \"x\": invalid syntax",
                "--prefix=x");
        refused("invalid argument \"5\" for \"--wait\" flag: time: missing unit in duration \"5\"", "--wait", "5");
    }

    @Test
    void a_list_is_split_at_commas() {
        assertThat(read("--list=a,b").texts("list")).containsExactly("a", "b");
        assertThat(read("--list=").texts("list")).isEmpty();
    }
}
