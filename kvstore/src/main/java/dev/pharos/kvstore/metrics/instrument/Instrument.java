package dev.pharos.kvstore.metrics.instrument;

/** Something with a value now. */
public sealed interface Instrument permits Callback, Counter, Gauge, Histogram {
    /** Appends the lines of the present value. */
    void write(Series series);
}
