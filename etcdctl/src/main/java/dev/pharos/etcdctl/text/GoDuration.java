package dev.pharos.etcdctl.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Spans of time as Go programs write and read them. */
public final class GoDuration {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private GoDuration() {}

    /** As {@code 1.234567ms}, {@code 2.5s} or {@code 1h0m3s}. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        long size = Math.abs(nanos);
        if (size < MICRO) {
            return sign + size + "ns";
        }
        if (size < MILLI) {
            return sign + decimal(size, MICRO) + ByteText.ofUnicode("\u00b5s");
        }
        if (size < SECOND) {
            return sign + decimal(size, MILLI) + "ms";
        }
        long minutes = size / SECOND / 60;
        String seconds = decimal(size - minutes * 60 * SECOND, SECOND) + "s";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
    }

    private static String decimal(long nanos, long unit) {
        BigDecimal quotient = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit), 9, RoundingMode.DOWN);
        return quotient.stripTrailingZeros().toPlainString();
    }

    /**
     * As {@link #format} writes it, and in each other way that Go reads.
     *
     * @throws IllegalArgumentException with what Go says about it
     */
    public static Duration parse(String text) {
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        if (rest.isEmpty()) {
            throw invalid("invalid duration", text);
        }
        BigDecimal nanos = BigDecimal.ZERO;
        while (!rest.isEmpty()) {
            int digits = span(rest, 0, "0123456789.");
            String number = rest.substring(0, digits);
            if (number.isEmpty() || number.equals(".") || number.indexOf('.') != number.lastIndexOf('.')) {
                throw invalid("invalid duration", text);
            }
            int end = digits;
            while (end < rest.length() && "0123456789.".indexOf(rest.charAt(end)) < 0) {
                end++;
            }
            String unit = rest.substring(digits, end);
            if (unit.isEmpty()) {
                throw invalid("missing unit in duration", text);
            }
            nanos = nanos.add(new BigDecimal(number.endsWith(".") ? number + "0" : number)
                    .multiply(BigDecimal.valueOf(unitNanos(unit, text))));
            rest = rest.substring(end);
        }
        return exact(text.startsWith("-") ? nanos.negate() : nanos, text);
    }

    private static int span(String text, int from, String allowed) {
        int end = from;
        while (end < text.length() && allowed.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private static long unitNanos(String unit, String text) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "\u00c2\u00b5s", "\u00ce\u00bcs" -> MICRO;
            case "ms" -> MILLI;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            case "h" -> 3_600 * SECOND;
            default ->
                throw new IllegalArgumentException(
                        "time: unknown unit " + GoQuotes.quote(unit) + " in duration " + GoQuotes.quote(text));
        };
    }

    private static Duration exact(BigDecimal nanos, String text) {
        try {
            return Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("time: invalid duration " + GoQuotes.quote(text), tooLarge);
        }
    }

    private static IllegalArgumentException invalid(String what, String text) {
        return new IllegalArgumentException("time: " + what + " " + GoQuotes.quote(text));
    }
}
