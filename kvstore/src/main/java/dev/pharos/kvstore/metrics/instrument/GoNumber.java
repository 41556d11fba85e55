package dev.pharos.kvstore.metrics.instrument;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Prints numbers as Go's client library does ({@code strconv} format {@code g} with the shortest digits): {@code
 * 0.001}, {@code 524288}, {@code 1.048576e+06}, {@code 6.9e-05}. The bounds of buckets are label values, so they
 * must agree to the letter with what is already stored for an etcd.
 */
final class GoNumber {
    private static final int SMALLEST_PLAIN_EXPONENT = -4;
    private static final int FIRST_LARGE_EXPONENT = 6;
    private static final double FIRST_LARGE = 1e6;

    private GoNumber() {}

    static String text(double value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    static void append(StringBuilder out, double value) {
        if (value == Math.rint(value) && Math.abs(value) < FIRST_LARGE) {
            out.append((long) value);
        } else if (Double.isNaN(value)) {
            out.append("NaN");
        } else if (Double.isInfinite(value)) {
            out.append(value > 0 ? "+Inf" : "-Inf");
        } else {
            appendShortest(out, value);
        }
    }

    private static void appendShortest(StringBuilder out, double value) {
        BigDecimal shortest = shortest(value);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < FIRST_LARGE_EXPONENT) {
            out.append(shortest.toPlainString());
            return;
        }
        BigInteger digits = shortest.unscaledValue();
        out.append(new BigDecimal(digits, shortest.precision() - 1).toPlainString());
        int size = Math.abs(exponent);
        out.append(exponent < 0 ? "e-" : "e+").append(size < 10 ? "0" : "").append(size);
    }

    /** {@link Double#toString} before JDK 19 sometimes gives more digits than are needed; those are cut off. */
    private static BigDecimal shortest(double value) {
        BigDecimal candidate = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        while (candidate.precision() > 1) {
            BigDecimal shorter = candidate.round(new MathContext(candidate.precision() - 1));
            if (shorter.doubleValue() != value) {
                break;
            }
            candidate = shorter.stripTrailingZeros();
        }
        return candidate;
    }
}
