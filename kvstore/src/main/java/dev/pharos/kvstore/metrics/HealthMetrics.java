package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Gauge;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import dev.pharos.kvstore.metrics.instrument.Registry;

/** What {@code /health}, {@code /livez} and {@code /readyz} have answered. */
public final class HealthMetrics {
    /** Answers 200 of {@code /health}. */
    public final Counter successes;

    /** Answers 503 of {@code /health}. */
    public final Counter failures;

    private final Labelled<Gauge> states;
    private final Labelled<Counter> checks;

    /** The question a check belongs to. */
    public enum Probe {
        LIVEZ("livez"),
        READYZ("readyz");

        private final String label;

        Probe(String label) {
            this.label = label;
        }
    }

    HealthMetrics(Registry registry) {
        successes = registry.counter("etcd_server_health_success", "Answers that the server is healthy.");
        failures = registry.counter("etcd_server_health_failures", "Answers that the server is not healthy.");
        states = registry.gauges("etcd_server_healthcheck", "1 if the check last succeeded.", "type", "name");
        checks = registry.counters("etcd_server_healthchecks_total", "Checks made, by end.", "type", "name", "status");
    }

    /** A check by its name in the URL, {@code serializable_read} for one, was made. */
    public void checked(Probe probe, String name, Outcome outcome) {
        boolean success = outcome == Outcome.SUCCESS;
        states.with(probe.label, name).set(success ? 1 : 0);
        checks.with(probe.label, name, success ? "success" : "error").increment();
    }
}
