package dev.pharos.etcdctl.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextsTest {
    @Test
    void sizes_are_powers_of_a_thousand() {
        assertThat(Numerals.size(0)).isEqualTo("0 B");
        assertThat(Numerals.size(999)).isEqualTo("999 B");
        assertThat(Numerals.size(1_000)).isEqualTo("1.0 kB");
        assertThat(Numerals.size(20_480)).isEqualTo("20 kB");
        assertThat(Numerals.size(1_500_000)).isEqualTo("1.5 MB");
        assertThat(Numerals.size(2_147_483_648L)).isEqualTo("2.1 GB");
    }

    @Test
    void ids_have_their_widths() {
        assertThat(Numerals.hex(-1)).isEqualTo("ffffffffffffffff");
        assertThat(Numerals.hex16(0xabc)).isEqualTo("0000000000000abc");
        assertThat(Numerals.hexColumn(0xabc)).isEqualTo("             abc");
        assertThat(Numerals.unsigned(-1)).isEqualTo("18446744073709551615");
        assertThat(Numerals.escapedBytes("foo\u00ff")).isEqualTo("\\x66\\x6f\\x6f\\xff");
    }

    @Test
    void words_end_at_blanks_outside_of_quotes() {
        assertThat(Words.split("  put \"a b\" 'c \"d' e\"f\tg ")).containsExactly("put", "a b", "c \"d", "e\"f", "g");
        assertThat(Words.split("put \"a\\n\\\"b\" ''")).containsExactly("put", "a\n\"b", "");
        assertThat(Words.split("   ")).isEmpty();
    }

    @Test
    void a_quote_that_is_never_closed_is_left_out() {
        assertThat(Words.split("put 'a b")).containsExactly("put", "a", "b");
        assertThat(Words.split("put \"a b")).containsExactly("put", "a", "b");
    }

    @Test
    void bytes_survive_whatever_they_mean() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(ByteText.bytes(ByteText.of(all))).isEqualTo(all);
        assertThat(ByteText.byteString(ByteText.of(all)).toByteArray()).isEqualTo(all);
        assertThat(ByteText.toUnicode(ByteText.ofUnicode("\u00e4"))).isEqualTo("\u00e4");
    }
}
