package dev.pharos.benchmarks.load;

/**
 * Counts durations in buckets whose width is at most 1/64 of their value, so that percentiles are within 1.6 %
 * and memory does not depend on the number of durations. Safe for any thread.
 */
public final class Latencies {
    private static final int SUB_BITS = 6;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUB];
    private long total;
    private long max;

    public synchronized void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[bucket(value)]++;
        total++;
        max = Math.max(max, value);
    }

    public void addAll(Latencies other) {
        long[] theirs;
        long theirMax;
        synchronized (other) {
            theirs = other.counts.clone();
            theirMax = other.max;
        }
        synchronized (this) {
            for (int i = 0; i < theirs.length; i++) {
                counts[i] += theirs[i];
                total += theirs[i];
            }
            max = Math.max(max, theirMax);
        }
    }

    public synchronized long count() {
        return total;
    }

    /** In nanoseconds; zero when nothing was recorded. */
    public synchronized long max() {
        return max;
    }

    /** The duration in nanoseconds that a share of all stay within: {@code share} is 0.99 for p99. */
    public synchronized long percentile(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && counts[i] > 0) {
                return Math.min(max, upperBound(i));
            }
        }
        return max;
    }

    /** How many were longer than so many nanoseconds, to the width of a bucket. */
    public synchronized long over(long nanos) {
        long number = 0;
        for (int i = bucket(nanos) + 1; i < counts.length; i++) {
            number += counts[i];
        }
        return number;
    }

    private static int bucket(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return (shift + 1) * SUB + (int) (value >>> shift) - SUB;
    }

    private static long upperBound(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = bucket / SUB - 1;
        return ((long) (bucket % SUB + SUB + 1) << shift) - 1;
    }
}
