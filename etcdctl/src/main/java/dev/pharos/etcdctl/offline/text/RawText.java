package dev.pharos.etcdctl.offline.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Arguments and output are bytes to the tool: each is one character of Latin-1, whatever the locale, and goes out as
 * it came in. What is to be stored or computed as text is taken for UTF-8.
 */
public final class RawText {
    private RawText() {}

    /** The text that the bytes of an argument mean. */
    public static String decode(String raw) {
        return new String(raw.getBytes(ISO_8859_1), UTF_8);
    }

    /** The bytes of a text, as they are to be printed. */
    public static String encode(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
