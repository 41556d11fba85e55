package dev.pharos.etcdctl.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as etcd's tools write them. */
public final class Numerals {
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Numerals() {}

    /** Lower-case hexadecimal without leading zeros. */
    public static String hex(long id) {
        return Long.toHexString(id);
    }

    /** Sixteen digits. */
    public static String hex16(long id) {
        return String.format(Locale.ROOT, "%016x", id);
    }

    /** Sixteen columns, with blanks in front. */
    public static String hexColumn(long id) {
        return String.format(Locale.ROOT, "%16s", hex(id));
    }

    public static String unsigned(long number) {
        return Long.toUnsignedString(number);
    }

    /** As {@code 20 kB} or {@code 1.5 MB}: powers of a thousand, one decimal below ten. */
    public static String size(long bytes) {
        if (bytes < 10) {
            return bytes + " B";
        }
        int power = (int) Math.floor(Math.log((double) bytes) / Math.log(1000));
        double value = Math.floor((double) bytes / Math.pow(1000, power) * 10 + 0.5) / 10;
        // Of a value right between two, the even one, as Go rounds.
        BigDecimal rounded = new BigDecimal(value).setScale(value < 10 ? 1 : 0, RoundingMode.HALF_EVEN);
        return rounded.toPlainString() + " " + SIZES[power];
    }

    /** With {@code \xNN} for each byte. */
    public static String escapedBytes(String text) {
        StringBuilder escaped = new StringBuilder(4 * text.length());
        for (int i = 0; i < text.length(); i++) {
            escaped.append("\\x")
                    .append(Character.forDigit(text.charAt(i) >> 4, 16))
                    .append(Character.forDigit(text.charAt(i) & 15, 16));
        }
        return escaped.toString();
    }
}
