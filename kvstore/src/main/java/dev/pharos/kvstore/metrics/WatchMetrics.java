package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Gauge;
import dev.pharos.kvstore.metrics.instrument.Histogram;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import dev.pharos.kvstore.metrics.instrument.Registry;

/** Watch streams, their watchers, and streams that broke. */
public final class WatchMetrics {
    public final Gauge streams;
    public final Gauge watchers;

    /** Watchers that have not caught up. */
    public final Gauge slowWatchers;

    public final Gauge pendingEvents;
    public final Counter events;

    /** In seconds, as the next three: handing one batch of events to a stream. */
    public final Histogram sendEvents;

    /** The same, shared out among the events of the batch. */
    public final Histogram sendPerEvent;

    /** Answers to creations and cancellations. */
    public final Histogram sendControl;

    public final Histogram sendProgress;

    /** Labels are the direction and the API that failed. */
    private final Labelled<Counter> streamFailures;

    /** Where a stream broke. */
    public enum Direction {
        SEND("send"),
        RECEIVE("receive");

        private final String label;

        Direction(String label) {
            this.label = label;
        }
    }

    /** Which stream broke. */
    public enum StreamApi {
        WATCH("watch"),
        LEASE_KEEP_ALIVE("lease-keepalive");

        private final String label;

        StreamApi(String label) {
            this.label = label;
        }
    }

    WatchMetrics(Registry registry) {
        streams = registry.gauge("etcd_debugging_mvcc_watch_stream_total", "Watch streams that are open.");
        watchers = registry.gauge("etcd_debugging_mvcc_watcher_total", "Watchers.");
        slowWatchers = registry.gauge("etcd_debugging_mvcc_slow_watcher_total", "Watchers that have not caught up.");
        pendingEvents = registry.gauge("etcd_debugging_mvcc_pending_events_total", "Events waiting to be sent.");
        events = registry.counter("etcd_debugging_mvcc_events_total", "Events sent to watchers.");
        sendEvents = registry.histogram(
                "etcd_debugging_server_watch_send_loop_watch_stream_duration_seconds",
                "Time to send a batch of events.",
                Scale.DISK);
        sendPerEvent = registry.histogram(
                "etcd_debugging_server_watch_send_loop_watch_stream_duration_per_event_seconds",
                "Time to send a batch, per event.",
                Scale.DISK);
        sendControl = registry.histogram(
                "etcd_debugging_server_watch_send_loop_control_stream_duration_seconds",
                "Time to send the answer to a creation or cancellation.",
                Scale.DISK);
        sendProgress = registry.histogram(
                "etcd_debugging_server_watch_send_loop_progress_duration_seconds",
                "Time to send a progress notice.",
                Scale.DISK);
        streamFailures = registry.counters(
                "etcd_network_server_stream_failures_total", "Client streams that broke.", "Type", "API");
    }

    public void streamFailed(Direction direction, StreamApi api) {
        streamFailures.with(direction.label, api.label).increment();
    }
}
