package dev.pharos.etcdctl.json;

import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.Runes;
import java.util.Base64;
import java.util.HexFormat;

/** Writes one JSON value, without blanks, with the escapes that Go's encoder makes. */
public final class JsonText {
    private final StringBuilder text = new StringBuilder();

    /** Whether something stands before the next member or element. */
    private boolean needsComma;

    public JsonText open(char bracket) {
        separate();
        text.append(bracket);
        needsComma = false;
        return this;
    }

    public JsonText close(char bracket) {
        text.append(bracket);
        needsComma = true;
        return this;
    }

    /** Before its value. */
    public JsonText name(String name) {
        separate();
        quote(name);
        text.append(':');
        needsComma = false;
        return this;
    }

    public JsonText number(long value) {
        return literal(Long.toString(value));
    }

    public JsonText unsigned(long value) {
        return literal(Long.toUnsignedString(value));
    }

    public JsonText bool(boolean value) {
        return literal(value ? "true" : "false");
    }

    public JsonText nothing() {
        return literal("null");
    }

    public JsonText string(String value) {
        separate();
        quote(value);
        needsComma = true;
        return this;
    }

    public JsonText base64(byte[] value) {
        return literal('"' + Base64.getEncoder().encodeToString(value) + '"');
    }

    private JsonText literal(String literal) {
        separate();
        text.append(literal);
        needsComma = true;
        return this;
    }

    private void separate() {
        if (needsComma) {
            text.append(',');
        }
    }

    private void quote(String value) {
        text.append('"');
        Runes runes = new Runes(value);
        while (runes.advance()) {
            int rune = runes.next();
            switch (rune) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case Runes.WRONG -> text.append("\\ufffd");
                default -> {
                    if (rune < ' ' || rune == '<' || rune == '>' || rune == '&' || rune == 0x2028 || rune == 0x2029) {
                        text.append("\\u").append(HexFormat.of().toHexDigits((char) rune));
                    } else {
                        text.append(runes.raw());
                    }
                }
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** For those who hold ordinary text. */
    public JsonText unicode(String value) {
        return string(ByteText.ofUnicode(value));
    }
}
