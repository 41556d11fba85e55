package dev.pharos.kvstore.metrics.instrument;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts values by size. Threads: any. A scrape beside an observation may see its bucket before its sum; buckets
 * and count always agree.
 */
public final class Histogram implements Instrument {
    private static final double SECONDS_PER_NANO = 1e-9;
    private static final double MILLIS_PER_NANO = 1e-6;

    private final Buckets buckets;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();

    Histogram(Buckets buckets) {
        this.buckets = buckets;
        this.counts = new LongAdder[buckets.count()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** The value in the unit of the histogram. */
    public void observe(double value) {
        counts[buckets.indexOf(value)].increment();
        sum.add(value);
    }

    /** A time, for a histogram in seconds. */
    public void observeNanosAsSeconds(long nanos) {
        observe(nanos * SECONDS_PER_NANO);
    }

    /** A time, for a histogram in milliseconds. */
    public void observeNanosAsMillis(long nanos) {
        observe(nanos * MILLIS_PER_NANO);
    }

    public long count() {
        long count = 0;
        for (LongAdder bucket : counts) {
            count += bucket.sum();
        }
        return count;
    }

    public double sum() {
        return sum.sum();
    }

    @Override
    public void write(Series series) {
        long upToHere = 0;
        for (int i = 0; i < counts.length; i++) {
            upToHere += counts[i].sum();
            series.bucket(buckets.text(i), upToHere);
        }
        series.sumAndCount(sum(), upToHere);
    }
}
