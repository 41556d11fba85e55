package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Histogram;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import dev.pharos.kvstore.metrics.instrument.Registry;

/** How long requests take in the server and in the state machine. */
public final class RequestMetrics {
    private static final String API = "v3";

    /** Applies that took longer than the duration to warn of. */
    public final Counter slowApply;

    private final Labelled<Histogram> applyDurations;
    private final Labelled<Histogram> rangeDurations;
    private final Labelled<Histogram> requestDurations;

    RequestMetrics(Registry registry) {
        slowApply = registry.counter("etcd_server_slow_apply_total", "Applies that took longer than wanted.");
        applyDurations = registry.histograms(
                "etcd_server_apply_duration_seconds",
                "Time to apply a command, by kind and end.",
                Scale.MEMORY,
                "version",
                "op",
                "success");
        rangeDurations = registry.histograms(
                "etcd_server_range_duration_seconds", "Time to read a range, by end.", Scale.MEMORY, "success");
        requestDurations = registry.histograms(
                "etcd_server_request_duration_seconds",
                "Time from a request to its answer, by kind and end.",
                Scale.DISK,
                "type",
                "success");
    }

    /** To be kept by the caller. The kind is that of the command: {@code Put}, {@code LeaseGrant} and so on. */
    public Histogram applyDuration(String kind, Outcome outcome) {
        return applyDurations.with(API, kind, outcome.label());
    }

    /** To be kept by the caller. */
    public Histogram rangeDuration(Outcome outcome) {
        return rangeDurations.with(outcome.label());
    }

    /** To be kept by the caller. The kind is {@code Range}, {@code ReadonlyTxn} or that of the command. */
    public Histogram requestDuration(String kind, Outcome outcome) {
        return requestDurations.with(kind, outcome.label());
    }
}
