package dev.pharos.kvstore.metrics.instrument;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A value that goes up and down. It is either pushed, by {@code set} and {@code add}, or pulled from a source
 * at each scrape. Threads: any; the source is asked on the scraping thread.
 */
public final class Gauge implements Instrument {
    private final AtomicLong pushed = new AtomicLong();
    private volatile LongSupplier source = pushed::get;

    Gauge() {}

    public void set(long value) {
        pushed.set(value);
    }

    public void add(long amount) {
        pushed.addAndGet(amount);
    }

    public void increment() {
        pushed.incrementAndGet();
    }

    public void decrement() {
        pushed.decrementAndGet();
    }

    /** From now on the value is what the source says; it must be quick and must not block. */
    public void from(LongSupplier newSource) {
        source = newSource;
    }

    public long value() {
        return source.getAsLong();
    }

    @Override
    public void write(Series series) {
        series.sample(value());
    }
}
