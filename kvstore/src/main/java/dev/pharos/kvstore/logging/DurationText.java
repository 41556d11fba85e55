package dev.pharos.kvstore.logging;

import java.math.BigDecimal;
import java.time.Duration;

/** A length of time as Go writes it: {@code 1h0m0.5s}, {@code 300ms}, {@code 0s}. */
public final class DurationText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private DurationText() {}

    public static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        String sign = duration.isNegative() ? "-" : "";
        Duration length = duration.abs();
        if (length.toSeconds() == 0) {
            return sign + belowSecond(length.toNanosPart());
        }
        StringBuilder out = new StringBuilder(sign);
        long hours = length.toHours();
        if (hours > 0) {
            out.append(hours).append('h');
        }
        if (length.toMinutes() > 0) {
            out.append(length.toMinutesPart()).append('m');
        }
        long nanos = length.toSecondsPart() * NANOS_PER_SECOND + length.toNanosPart();
        return out.append(plain(nanos, 9)).append('s').toString();
    }

    private static String belowSecond(int nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000 ? plain(nanos, 3) + "µs" : plain(nanos, 6) + "ms";
    }

    private static String plain(long value, int scale) {
        BigDecimal number = BigDecimal.valueOf(value, scale).stripTrailingZeros();
        return number.toPlainString();
    }
}
