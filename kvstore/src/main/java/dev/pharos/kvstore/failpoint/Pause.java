package dev.pharos.kvstore.failpoint;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The length of a sleep: {@code 100} for milliseconds, or as Go writes durations: {@code 1m30s}, {@code 0.5s}. */
final class Pause {
    /** Longer ones could as well be for ever, and would not fit into nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");
    private static final Pattern PIECE =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{0,9})?|\\.\\d{1,9})(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private Pause() {}

    static Optional<Duration> parse(String text) {
        if (MILLIS.matcher(text).matches()) {
            return bounded(new BigDecimal(text).movePointRight(6));
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher piece = PIECE.matcher(text);
        int end = 0;
        while (end < text.length() && piece.region(end, text.length()).lookingAt()) {
            long unit = NANOS.getOrDefault(piece.group(2), 0L);
            nanos = nanos.add(new BigDecimal(piece.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = piece.end();
        }
        return end == 0 || end < text.length() ? Optional.empty() : bounded(nanos);
    }

    private static Optional<Duration> bounded(BigDecimal nanos) {
        BigDecimal longest = BigDecimal.valueOf(LONGEST.toNanos());
        return Optional.of(Duration.ofNanos(nanos.min(longest).longValue()));
    }
}
