package dev.pharos.benchmarks.compare;

import dev.pharos.benchmarks.load.ClientMix;
import dev.pharos.benchmarks.load.Latencies;
import dev.pharos.benchmarks.load.LoadResult;
import java.util.concurrent.TimeUnit;

/** What clients see in the first second after a server said that it is ready. */
final class StartLoads {
    private static final int PER_SECOND = 500;
    private static final int CONNECTIONS = 50;
    private static final int BURST = 300;

    private StartLoads() {}

    /** The generator is warm, the server is not: the first one, of which nothing counts, served the warm-up. */
    static void firstSecond(Visit visit) throws InterruptedException {
        for (int i = 0; i < visit.scale().warmUpSeconds() / 2; i++) {
            paced(visit);
            burst(visit);
        }
        visit.add(Row.BURST_AGAIN_MAX, burst(visit).latencies().max() / 1e6);
        visit.restartUnasked();
        visit.add(Row.READY, visit.secondsToStart());
        double cpu = visit.usage().cpuSeconds();
        visit.add(Row.READY_CPU, cpu);
        Latencies paced = paced(visit).latencies();
        visit.add(Row.FIRST_CPU, visit.usage().cpuSeconds() - cpu);
        visit.add(Row.FIRST_P50, paced.percentile(0.5) / 1e6);
        visit.add(Row.FIRST_P99, paced.percentile(0.99) / 1e6);
        visit.add(Row.FIRST_MAX, paced.max() / 1e6);
        visit.add(Row.FIRST_OVER_50, over(paced, 50));
        visit.add(Row.FIRST_OVER_200, over(paced, 200));
        visit.restartUnasked();
        cpu = visit.usage().cpuSeconds();
        Latencies burst = burst(visit).latencies();
        visit.add(Row.BURST_CPU, visit.usage().cpuSeconds() - cpu);
        visit.add(Row.BURST_P50, burst.percentile(0.5) / 1e6);
        visit.add(Row.BURST_P99, burst.percentile(0.99) / 1e6);
        visit.add(Row.BURST_MAX, burst.max() / 1e6);
        visit.add(Row.BURST_OVER_50, over(burst, 50));
        visit.add(Row.BURST_OVER_200, over(burst, 200));
    }

    private static double over(Latencies latencies, long millis) {
        return (double) latencies.over(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static LoadResult paced(Visit visit) {
        try (ClientMix mix = new ClientMix(visit.kind().endpoint(), CONNECTIONS)) {
            return mix.paced(PER_SECOND).verified();
        }
    }

    private static LoadResult burst(Visit visit) {
        try (ClientMix mix = new ClientMix(visit.kind().endpoint(), BURST)) {
            return mix.burst(BURST).verified();
        }
    }
}
