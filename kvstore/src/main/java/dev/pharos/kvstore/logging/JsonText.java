package dev.pharos.kvstore.logging;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** Values as JSON, with the escapes that etcd's log has. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** Booleans, numbers, durations, collections, maps and the message of a throwable; all else as its text. */
    static void appendValue(StringBuilder out, Object value) {
        if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            appendNumber(out, number);
        } else if (value instanceof Duration duration) {
            appendString(out, DurationText.of(duration));
        } else if (value instanceof Collection<?> list) {
            appendList(out, list);
        } else if (value instanceof Map<?, ?> map) {
            appendMap(out, map);
        } else if (value instanceof Throwable thrown) {
            appendString(out, describe(thrown));
        } else {
            appendString(out, String.valueOf(value));
        }
    }

    /** What to say of a throwable in one string: its message, or its kind when it has none. */
    static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getName() : message;
    }

    private static void appendNumber(StringBuilder out, Number value) {
        double asDouble = value.doubleValue();
        if (Double.isNaN(asDouble) || Double.isInfinite(asDouble)) {
            appendString(out, value.toString());
        } else {
            out.append(value);
        }
    }

    private static void appendList(StringBuilder out, Collection<?> values) {
        out.append('[');
        String separator = "";
        for (Object each : values) {
            out.append(separator);
            appendValue(out, each);
            separator = ",";
        }
        out.append(']');
    }

    private static void appendMap(StringBuilder out, Map<?, ?> values) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> each : values.entrySet()) {
            out.append(separator);
            appendString(out, String.valueOf(each.getKey()));
            out.append(':');
            appendValue(out, each.getValue());
            separator = ",";
        }
        out.append('}');
    }

    static void appendString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            appendChar(out, text, i);
        }
        out.append('"');
    }

    private static void appendChar(StringBuilder out, String text, int i) {
        char c = text.charAt(i);
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20) {
                    out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
                } else if (Character.isSurrogate(c) && !isPaired(text, i)) {
                    out.append("\\ufffd");
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
