package dev.pharos.kvstore.metrics.instrument;

import java.util.OptionalDouble;
import java.util.function.Supplier;

/** A value that is asked for at each scrape; when it is not known there is no sample. */
final class Callback implements Instrument {
    private final Supplier<OptionalDouble> source;

    Callback(Supplier<OptionalDouble> source) {
        this.source = source;
    }

    @Override
    public void write(Series series) {
        source.get().ifPresent(value -> series.sample(value));
    }
}
