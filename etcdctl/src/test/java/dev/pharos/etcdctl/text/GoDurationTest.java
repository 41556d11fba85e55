package dev.pharos.etcdctl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GoDurationTest {
    @Test
    void the_unit_fits_the_size() {
        assertThat(GoDuration.format(Duration.ZERO)).isEqualTo("0s");
        assertThat(GoDuration.format(Duration.ofNanos(7))).isEqualTo("7ns");
        assertThat(GoDuration.format(Duration.ofNanos(1_500))).isEqualTo(ByteText.ofUnicode("1.5\u00b5s"));
        assertThat(GoDuration.format(Duration.ofNanos(1_234_567))).isEqualTo("1.234567ms");
        assertThat(GoDuration.format(Duration.ofMillis(2_500))).isEqualTo("2.5s");
        assertThat(GoDuration.format(Duration.ofSeconds(60))).isEqualTo("1m0s");
        assertThat(GoDuration.format(Duration.ofMillis(3_603_010))).isEqualTo("1h0m3.01s");
        assertThat(GoDuration.format(Duration.ofSeconds(-1))).isEqualTo("-1s");
    }

    @Test
    void parts_add_up() {
        assertThat(GoDuration.parse("0")).isEqualTo(Duration.ZERO);
        assertThat(GoDuration.parse("1h2m3.5s")).isEqualTo(Duration.ofMillis(3_723_500));
        assertThat(GoDuration.parse("-1.5ms")).isEqualTo(Duration.ofNanos(-1_500_000));
        assertThat(GoDuration.parse(ByteText.ofUnicode("1\u00b5s1us1ns"))).isEqualTo(Duration.ofNanos(2_001));
        assertThat(GoDuration.parse(".5s")).isEqualTo(Duration.ofMillis(500));
        assertThat(GoDuration.parse("1.s")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void what_is_none_is_refused_in_gos_words() {
        assertThatThrownBy(() -> GoDuration.parse("")).hasMessage("time: invalid duration \"\"");
        assertThatThrownBy(() -> GoDuration.parse("x")).hasMessage("time: invalid duration \"x\"");
        assertThatThrownBy(() -> GoDuration.parse("5")).hasMessage("time: missing unit in duration \"5\"");
        assertThatThrownBy(() -> GoDuration.parse("5x")).hasMessage("time: unknown unit \"x\" in duration \"5x\"");
        assertThatThrownBy(() -> GoDuration.parse("9999999h")).hasMessage("time: invalid duration \"9999999h\"");
    }
}
