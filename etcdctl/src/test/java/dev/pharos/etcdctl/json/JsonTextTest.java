package dev.pharos.etcdctl.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.etcdctl.text.ByteText;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
    @Test
    void commas_stand_between_and_nowhere_else() {
        JsonText json =
                new JsonText().open('{').name("a").open('[').number(1).number(2).close(']');
        json.name("b").open('{').close('}').name("c").nothing().close('}');
        assertThat(json).hasToString("{\"a\":[1,2],\"b\":{},\"c\":null}");
    }

    @Test
    void strings_are_escaped_as_go_does() {
        assertThat(new JsonText().string("\"\\\n\r\t\b\f\u0001\u007f<>&"))
                .hasToString("\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\u007f\\u003c\\u003e\\u0026\"");
        assertThat(new JsonText().string("\u00ff")).hasToString("\"\\ufffd\"");
        assertThat(new JsonText().unicode("\u2028\u00e4"))
                .hasToString("\"\\u2028" + ByteText.ofUnicode("\u00e4") + "\"");
    }
}
