package dev.pharos.benchmarks.compare;

import dev.pharos.benchmarks.load.LoadResult;

/** A load's result and what the machine spent on it meanwhile, in seconds of processor. */
record Metered(LoadResult load, double serverSeconds, double clientSeconds, double foreignShare) {
    double serverMicros() {
        return serverMicrosPer(load.answers());
    }

    double serverMicrosPer(long count) {
        return serverSeconds * 1e6 / Math.max(1, count);
    }

    double clientMicros() {
        return clientSeconds * 1e6 / Math.max(1, load.answers());
    }
}
