package dev.pharos.kvstore.metrics.instrument;

import java.util.concurrent.atomic.LongAdder;

/** Counts up. Threads: any. */
public final class Counter implements Instrument {
    private final LongAdder value = new LongAdder();

    Counter() {}

    public void increment() {
        value.increment();
    }

    /** Amounts below zero would make rates nonsense; they are the caller's bug. */
    public void add(long amount) {
        value.add(amount);
    }

    public long value() {
        return value.sum();
    }

    @Override
    public void write(Series series) {
        series.sample(value());
    }
}
