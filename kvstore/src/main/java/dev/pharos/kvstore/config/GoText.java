package dev.pharos.kvstore.config;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Booleans, numbers and quoted strings as the Go language reads and writes them. */
final class GoText {
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?)(0[xX]_?|0[bB]_?|0[oO]_?|0_?(?=[0-9]))?([0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)");

    private GoText() {}

    static boolean parseBoolean(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new BadValue("parse error");
        };
    }

    /** An integer literal: decimal, or with Go's prefixes for other bases, digits grouped by underscores. */
    static BigInteger parseInteger(String text, BigInteger least, BigInteger greatest) {
        Matcher parts = NUMBER.matcher(text);
        if (!parts.matches() || (least.signum() == 0 && !parts.group(1).isEmpty())) {
            throw new BadValue("parse error");
        }
        String prefix = parts.group(2) == null ? "" : parts.group(2).toLowerCase(Locale.ROOT);
        String digits = parts.group(3).replace("_", "");
        try {
            BigInteger value = new BigInteger(parts.group(1) + digits, base(prefix));
            if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
                throw new BadValue("value out of range");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new BadValue("parse error");
        }
    }

    private static int base(String prefix) {
        if (prefix.isEmpty()) {
            return 10;
        }
        return switch (prefix.length() > 1 ? prefix.charAt(1) : '0') {
            case 'x' -> 16;
            case 'b' -> 2;
            default -> 8;
        };
    }

    /** The text between double quotes, with what does not print escaped. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> appendQuoted(out, c));
        return out.append('"').toString();
    }

    private static void appendQuoted(StringBuilder out, int c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').appendCodePoint(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x7f) {
                    out.append(String.format(Locale.ROOT, "\\x%02x", c));
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }
}
