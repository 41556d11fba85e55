package dev.pharos.etcdctl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class GoNumbersTest {
    @Test
    void signed_numbers_end_at_63_bits() {
        assertThat(GoNumbers.parseInt("7fffffffffffffff", 16)).isEqualTo(Long.MAX_VALUE);
        assertThat(GoNumbers.parseInt("-9223372036854775808", 10)).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> GoNumbers.parseInt("8000000000000000", 16))
                .hasMessage("strconv.ParseInt: parsing \"8000000000000000\": value out of range");
    }

    @Test
    void unsigned_numbers_end_at_64_bits_and_have_no_sign() {
        assertThat(GoNumbers.parseUint("ffffffffffffffff", 16)).isEqualTo(-1);
        assertThatThrownBy(() -> GoNumbers.parseUint("10000000000000000", 16))
                .hasMessageEndingWith("value out of range");
        assertThatThrownBy(() -> GoNumbers.parseUint("-1", 16))
                .hasMessage("strconv.ParseUint: parsing \"-1\": invalid syntax");
    }

    @Test
    void what_is_no_number_is_refused() {
        for (String wrong : new String[] {"", "-", "x", "1 ", "0x1", "1_0"}) {
            assertThatThrownBy(() -> GoNumbers.parseInt(wrong, 10)).as(wrong).hasMessageEndingWith("invalid syntax");
        }
    }

    @Test
    void flags_take_numbers_of_any_base() {
        assertThat(GoNumbers.parseAnyInt("0x1F")).isEqualTo(31);
        assertThat(GoNumbers.parseAnyInt("-0b11")).isEqualTo(-3);
        assertThat(GoNumbers.parseAnyInt("017")).isEqualTo(15);
        assertThat(GoNumbers.parseAnyInt("0o17")).isEqualTo(15);
        assertThat(GoNumbers.parseAnyInt("0")).isZero();
        assertThatThrownBy(() -> GoNumbers.parseAnyInt("0xg"))
                .hasMessage("strconv.ParseInt: parsing \"0xg\": invalid syntax");
    }

    @Test
    void truth_has_six_names() {
        assertThat(GoNumbers.parseBool("T")).isTrue();
        assertThat(GoNumbers.parseBool("0")).isFalse();
        assertThatThrownBy(() -> GoNumbers.parseBool("yes"))
                .hasMessage("strconv.ParseBool: parsing \"yes\": invalid syntax");
    }
}
