package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import dev.pharos.kvstore.metrics.instrument.Registry;
import java.util.List;

/**
 * Metrics of things that etcd has and this server has not: the phases of its storage engine's commit and its
 * second version's store. They are there, and say that nothing happened.
 */
final class AbsentMetrics {
    private static final String NOT_HERE = "Always empty: this server has no such thing.";

    private static final List<String> COMMIT_PHASES = List.of("rebalance", "spill", "write");
    private static final List<String> STORE_READS = List.of("get", "getRecursive");
    private static final List<String> STORE_WRITES = List.of("create", "set", "delete");

    private AbsentMetrics() {}

    static void register(Registry registry) {
        for (String phase : COMMIT_PHASES) {
            registry.histogram(
                    "etcd_debugging_disk_backend_commit_" + phase + "_duration_seconds", NOT_HERE, Scale.DISK);
        }
        registry.histogram("etcd_debugging_snap_save_marshalling_duration_seconds", NOT_HERE, Scale.DISK);
        actions(registry, "reads", STORE_READS);
        actions(registry, "reads_failed", STORE_READS);
        actions(registry, "writes", STORE_WRITES);
        actions(registry, "writes_failed", STORE_WRITES);
        registry.counter("etcd_debugging_store_expires_total", NOT_HERE);
        registry.counter("etcd_debugging_store_watch_requests_total", NOT_HERE);
        registry.gauge("etcd_debugging_store_watchers", NOT_HERE);
    }

    private static void actions(Registry registry, String kind, List<String> actions) {
        Labelled<Counter> counters = registry.counters("etcd_debugging_store_" + kind + "_total", NOT_HERE, "action");
        actions.forEach(counters::with);
    }
}
