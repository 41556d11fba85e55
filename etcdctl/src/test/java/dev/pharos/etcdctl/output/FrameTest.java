package dev.pharos.etcdctl.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.etcdctl.text.ByteText;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameTest {
    @Test
    void heads_stand_in_the_middle_and_cells_at_the_right() {
        String drawn = Frame.of(
                List.of("ID", "NAME", "ADDRS"),
                List.of(List.of("1", "a", "http://127.0.0.1:1"), List.of("20", "", ByteText.ofUnicode("\u00e4"))));
        assertThat(ByteText.toUnicode(drawn)).isEqualTo("""
                \u250c\u2500\u2500\u2500\u2500\u252c\u2500\u2500\u2500\u2500\u2500\u2500\u252cLONG\u2510
                \u2502 ID \u2502 NAME \u2502       ADDRS        \u2502
                \u251c\u2500\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u2500\u2500\u2500\u253cLONG\u2524
                \u2502  1 \u2502    a \u2502 http://127.0.0.1:1 \u2502
                \u2502 20 \u2502      \u2502                  \u00e4 \u2502
                \u2514\u2500\u2500\u2500\u2500\u2534\u2500\u2500\u2500\u2500\u2500\u2500\u2534LONG\u2518
                """.replace("LONG", "\u2500".repeat(20)));
    }
}
