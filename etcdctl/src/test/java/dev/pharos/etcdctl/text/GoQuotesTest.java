package dev.pharos.etcdctl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GoQuotesTest {
    @Test
    void printable_text_stands_as_it_is() {
        assertThat(GoQuotes.quote("a b")).isEqualTo("\"a b\"");
        String umlaut = ByteText.ofUnicode("\u00e4\u65e5\ud83d\ude00");
        assertThat(GoQuotes.quote(umlaut)).isEqualTo("\"" + umlaut + "\"");
    }

    @Test
    void everything_else_is_escaped() {
        assertThat(GoQuotes.quote("\"\\\n\t\r\b\f\u0007\u000b")).isEqualTo("\"\\\"\\\\\\n\\t\\r\\b\\f\\a\\v\"");
        assertThat(GoQuotes.quote("\0\u001f\u007f")).isEqualTo("\"\\x00\\x1f\\x7f\"");
        assertThat(GoQuotes.quote(ByteText.ofUnicode("\u00a0\u200b\ufeff"))).isEqualTo("\"\\u00a0\\u200b\\ufeff\"");
    }

    @Test
    void a_byte_that_is_no_text_stands_for_itself() {
        assertThat(GoQuotes.quote("\u00ff\u00c3")).isEqualTo("\"\\xff\\xc3\"");
        // A surrogate, something too long, and a code point beyond the last.
        assertThat(GoQuotes.quote("\u00ed\u00a0\u0080")).isEqualTo("\"\\xed\\xa0\\x80\"");
        assertThat(GoQuotes.quote("\u00c0\u0080")).isEqualTo("\"\\xc0\\x80\"");
        assertThat(GoQuotes.quote("\u00f4\u0090\u0080\u0080")).isEqualTo("\"\\xf4\\x90\\x80\\x80\"");
    }

    @Test
    void what_is_quoted_can_be_read_again() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            all.append((char) i);
        }
        all.append(ByteText.ofUnicode("\u00e4\u200b\ud83d\ude00"));
        assertThat(GoQuotes.unquote(GoQuotes.quote(all.toString()))).contains(all.toString());
        assertThat(GoQuotes.unquote("\"\\101\\u00e4\"")).contains("A" + ByteText.ofUnicode("\u00e4"));
    }

    @Test
    void what_is_not_quoted_well_is_refused() {
        for (String wrong : List.of(
                "", "\"", "a", "\"a", "\"a\"b\"", "\"\\\"", "\"\\q\"", "\"\\x1\"", "\"\\ud800\"", "\"\\777\"")) {
            assertThat(GoQuotes.unquote(wrong)).as(wrong).isEmpty();
        }
    }
}
