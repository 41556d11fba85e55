package dev.pharos.kvstore.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time in Go's notation: {@code 300ms}, {@code 1h30m}, {@code -1.5s}. */
final class GoDuration {
    private static final Pattern TERM = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private GoDuration() {}

    static Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        Matcher term = TERM.matcher(rest);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length() && term.region(at, rest.length()).lookingAt()) {
            BigDecimal value = new BigDecimal(term.group(1)).multiply(BigDecimal.valueOf(unitNanos(term.group(2))));
            nanos = nanos.add(value.setScale(0, RoundingMode.DOWN));
            at = term.end();
        }
        if (rest.isEmpty() || at < rest.length() || nanos.compareTo(GREATEST) > 0) {
            throw new BadValue("time: invalid duration " + GoText.quote(text));
        }
        return Duration.ofNanos(negative ? -nanos.longValueExact() : nanos.longValueExact());
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000;
        };
    }
}
