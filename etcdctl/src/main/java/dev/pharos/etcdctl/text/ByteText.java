package dev.pharos.etcdctl.text;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/**
 * The form in which this program holds what it reads and writes: one character for each byte, whatever the bytes mean.
 * A key need not be text; so nothing is lost on its way from an argument to a server or from there to a terminal.
 */
public final class ByteText {
    private ByteText() {}

    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public static String of(ByteString bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** From ordinary text. */
    public static String ofUnicode(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static ByteString byteString(String text) {
        return ByteString.copyFrom(text, StandardCharsets.ISO_8859_1);
    }

    /** To ordinary text; what is not UTF-8 becomes the replacement character. */
    public static String toUnicode(String text) {
        return new String(bytes(text), StandardCharsets.UTF_8);
    }
}
