package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Gauge;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import dev.pharos.kvstore.metrics.instrument.Registry;

/** Scrapes themselves, as Go's HTTP handler counts them. */
final class ScrapeMetrics {
    final Gauge inFlight;
    final Counter succeeded;
    final Counter failed;

    ScrapeMetrics(Registry registry) {
        inFlight = registry.gauge("promhttp_metric_handler_requests_in_flight", "Scrapes that are being served.");
        Labelled<Counter> requests =
                registry.counters("promhttp_metric_handler_requests_total", "Scrapes by status.", "code");
        succeeded = requests.with("200");
        failed = requests.with("500");
        requests.with("503");
    }
}
