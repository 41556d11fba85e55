package dev.pharos.kvstore.server;

import dev.pharos.kvstore.http.health.HealthListener;
import dev.pharos.kvstore.metrics.HealthMetrics;
import dev.pharos.kvstore.metrics.HealthMetrics.Probe;

/** Counts the answers of the health pages. */
record HealthCounts(HealthMetrics metrics) implements HealthListener {
    @Override
    public void healthAnswered(Outcome outcome) {
        if (outcome == Outcome.SUCCESS) {
            metrics.successes.increment();
        } else {
            metrics.failures.increment();
        }
    }

    @Override
    public void checked(String type, String name, Outcome outcome) {
        metrics.checked(
                type.equals("livez") ? Probe.LIVEZ : Probe.READYZ,
                name,
                outcome == Outcome.SUCCESS
                        ? dev.pharos.kvstore.metrics.Outcome.SUCCESS
                        : dev.pharos.kvstore.metrics.Outcome.FAILURE);
    }
}
