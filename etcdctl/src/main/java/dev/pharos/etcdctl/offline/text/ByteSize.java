package dev.pharos.etcdctl.offline.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Sizes as people read them: in powers of a thousand, with one decimal below ten. */
public final class ByteSize {
    private static final double STEP = 1000;
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

    private ByteSize() {}

    public static String of(long bytes) {
        if (bytes < 10) {
            return bytes + " B";
        }
        int unit = (int) Math.floor(Math.log((double) bytes) / Math.log(STEP));
        double tenths = Math.floor(bytes / Math.pow(STEP, unit) * 10 + 0.5) / 10;
        // Rounded once more, and half to even, as the original does it: 20.5 is 20.
        int decimals = tenths < 10 ? 1 : 0;
        return new BigDecimal(tenths).setScale(decimals, RoundingMode.HALF_EVEN) + " " + UNITS.get(unit);
    }
}
