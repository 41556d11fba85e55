package dev.pharos.benchmarks.load;

import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;

/** Collects what a running load sees. Safe for any thread. */
final class Tally {
    /** A server that refuses so often is not worth asking further. */
    private static final int HOPELESS = 1000;

    private final Latencies latencies = new Latencies();
    private final AtomicLong failures = new AtomicLong();
    private volatile String first = "";
    private final long begun = System.nanoTime();

    void answered(long sinceNanos) {
        latencies.record(System.nanoTime() - sinceNanos);
    }

    void failed(Status status) {
        if (failures.getAndIncrement() == 0) {
            first = status.toString();
        }
    }

    boolean isHopeless() {
        return failures.get() >= HOPELESS;
    }

    LoadResult result() {
        long nanos = System.nanoTime() - begun;
        return new LoadResult(latencies.count(), failures.get(), first, nanos, latencies);
    }
}
