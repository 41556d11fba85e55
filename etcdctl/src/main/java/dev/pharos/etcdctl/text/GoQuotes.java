package dev.pharos.etcdctl.text;

import java.util.HexFormat;
import java.util.Optional;

/** Strings in double quotes as Go programs write and read them. */
public final class GoQuotes {
    private static final HexFormat HEX = HexFormat.of();

    private GoQuotes() {}

    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        Runes runes = new Runes(text);
        while (runes.advance()) {
            int rune = runes.next();
            if (rune == Runes.WRONG) {
                quoted.append("\\x").append(HEX.toHexDigits((byte) runes.raw().charAt(0)));
            } else {
                quoted.append(escaped(rune, runes.raw()));
            }
        }
        return quoted.append('"').toString();
    }

    private static String escaped(int rune, String raw) {
        return switch (rune) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case 0x07 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 0x0b -> "\\v";
            default -> isPrintable(rune) ? raw : numbered(rune);
        };
    }

    private static String numbered(int rune) {
        if (rune < ' ' || rune == 0x7f) {
            return "\\x" + HEX.toHexDigits((byte) rune);
        }
        return rune < 0x10000 ? "\\u" + HEX.toHexDigits((char) rune) : "\\U" + HEX.toHexDigits(rune);
    }

    private static boolean isPrintable(int rune) {
        if (rune < 0x7f) {
            return rune >= ' ';
        }
        return switch (Character.getType(rune)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /** What a quoted string stands for; empty if it is none. */
    public static Optional<String> unquote(String quoted) {
        int end = quoted.length() - 1;
        if (end < 1 || quoted.charAt(0) != '"' || quoted.charAt(end) != '"') {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        int at = 1;
        while (at < end) {
            char c = quoted.charAt(at);
            if (c == '"' || c == '\n') {
                return Optional.empty();
            }
            if (c != '\\') {
                text.append(c);
                at++;
            } else {
                int used = unescape(quoted, at + 1, end, text);
                if (used == 0) {
                    return Optional.empty();
                }
                at += 1 + used;
            }
        }
        return Optional.of(text.toString());
    }

    /** Appends what the escape behind a backslash means and tells how long it is; 0 if it means nothing. */
    private static int unescape(String quoted, int at, int end, StringBuilder text) {
        if (at >= end) {
            return 0;
        }
        char kind = quoted.charAt(at);
        int simple = "abfnrtv\\\"".indexOf(kind);
        if (simple >= 0) {
            text.append("\u0007\b\f\n\r\t\u000b\\\"".charAt(simple));
            return 1;
        }
        return switch (kind) {
            case 'x' -> number(quoted, at + 1, end, new Digits(2, 16, false), text) ? 3 : 0;
            case 'u' -> number(quoted, at + 1, end, new Digits(4, 16, true), text) ? 5 : 0;
            case 'U' -> number(quoted, at + 1, end, new Digits(8, 16, true), text) ? 9 : 0;
            case '0', '1', '2', '3', '4', '5', '6', '7' ->
                number(quoted, at, end, new Digits(3, 8, false), text) ? 3 : 0;
            default -> 0;
        };
    }

    private record Digits(int count, int radix, boolean isRune) {}

    private static boolean number(String quoted, int at, int end, Digits digits, StringBuilder text) {
        if (at + digits.count() > end) {
            return false;
        }
        long value = 0;
        for (int i = at; i < at + digits.count(); i++) {
            int digit = Character.digit(quoted.charAt(i), digits.radix());
            if (digit < 0) {
                return false;
            }
            value = value * digits.radix() + digit;
        }
        if (!digits.isRune()) {
            text.append((char) value);
            return value <= 0xff;
        }
        boolean isRune = value <= Character.MAX_CODE_POINT
                && (value < Character.MIN_SURROGATE || value > Character.MAX_SURROGATE);
        if (isRune) {
            text.append(ByteText.ofUnicode(Character.toString((int) value)));
        }
        return isRune;
    }
}
