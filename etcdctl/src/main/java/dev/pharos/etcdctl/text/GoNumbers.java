package dev.pharos.etcdctl.text;

import java.math.BigInteger;
import java.util.Locale;

/** Numbers as Go's strconv reads them, with what it says about those that are none. */
public final class GoNumbers {
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private GoNumbers() {}

    /**
     * A number of 63 bits and a sign.
     *
     * @throws IllegalArgumentException with what Go says about it
     */
    public static long parseInt(String text, int radix) {
        BigInteger value = digits("ParseInt", text, text.startsWith("-") || text.startsWith("+") ? 1 : 0, radix);
        BigInteger signed = text.startsWith("-") ? value.negate() : value;
        if (signed.bitLength() > 63) {
            throw refused("ParseInt", text, "value out of range");
        }
        return signed.longValue();
    }

    /**
     * A number of 64 bits.
     *
     * @throws IllegalArgumentException with what Go says about it
     */
    public static long parseUint(String text, int radix) {
        BigInteger value = digits("ParseUint", text, 0, radix);
        if (value.compareTo(TWO_64) >= 0) {
            throw refused("ParseUint", text, "value out of range");
        }
        return value.longValue();
    }

    /** As flags take it: {@code 0x1f}, {@code 0b1}, {@code 0o7} and {@code 07} too. */
    public static long parseAnyInt(String text) {
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        String sign = text.startsWith("-") ? "-" : "";
        String lower = digits.toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith("0x")) {
                return parseInt(sign + digits.substring(2), 16);
            }
            if (lower.startsWith("0b")) {
                return parseInt(sign + digits.substring(2), 2);
            }
            if (lower.startsWith("0o")) {
                return parseInt(sign + digits.substring(2), 8);
            }
            if (digits.length() > 1 && digits.startsWith("0")) {
                return parseInt(sign + digits.substring(1), 8);
            }
            return parseInt(sign + digits, 10);
        } catch (IllegalArgumentException wrong) {
            String reason = String.valueOf(wrong.getMessage());
            throw refused("ParseInt", text, reason.substring(reason.lastIndexOf(": ") + 2));
        }
    }

    /**
     * One of the words for true and false.
     *
     * @throws IllegalArgumentException with what Go says about it
     */
    public static boolean parseBool(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw refused("ParseBool", text, "invalid syntax");
        };
    }

    private static BigInteger digits(String function, String text, int from, int radix) {
        if (text.length() == from) {
            throw refused(function, text, "invalid syntax");
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f || Character.digit(text.charAt(i), radix) < 0) {
                throw refused(function, text, "invalid syntax");
            }
        }
        return new BigInteger(text.substring(from), radix);
    }

    private static IllegalArgumentException refused(String function, String text, String reason) {
        return new IllegalArgumentException(
                "strconv." + function + ": parsing " + GoQuotes.quote(text) + ": " + reason);
    }
}
