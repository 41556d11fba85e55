package dev.pharos.kvstore.metrics.instrument;

import java.util.Arrays;

/** The upper bounds of a histogram's buckets, rising; beyond the last there is one more without a bound. */
public final class Buckets {
    private final double[] bounds;
    private final String[] texts;

    private Buckets(double[] bounds) {
        this.bounds = bounds;
        this.texts = new String[bounds.length + 1];
        for (int i = 0; i < bounds.length; i++) {
            texts[i] = GoNumber.text(bounds[i]);
        }
        texts[bounds.length] = "+Inf";
    }

    /** The bounds {@code start}, {@code start * factor} and so on. */
    public static Buckets exponential(double start, double factor, int count) {
        double[] bounds = new double[count];
        double bound = start;
        for (int i = 0; i < count; i++) {
            bounds[i] = bound;
            bound *= factor;
        }
        return of(bounds);
    }

    public static Buckets of(double... bounds) {
        for (int i = 1; i < bounds.length; i++) {
            if (!(bounds[i - 1] < bounds[i])) {
                throw new IllegalArgumentException("bounds do not rise: " + Arrays.toString(bounds));
            }
        }
        return new Buckets(bounds.clone());
    }

    /** How many buckets there are, with the one that has no bound. */
    int count() {
        return texts.length;
    }

    /** The first bucket that takes the value. Most values are small, so a plain walk beats a binary search. */
    int indexOf(double value) {
        double[] all = bounds;
        for (int i = 0; i < all.length; i++) {
            if (value <= all[i]) {
                return i;
            }
        }
        return all.length;
    }

    String text(int index) {
        return texts[index];
    }
}
