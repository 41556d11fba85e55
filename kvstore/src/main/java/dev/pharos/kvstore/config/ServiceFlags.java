package dev.pharos.kvstore.config;

import static dev.pharos.kvstore.config.Flag.flag;
import static dev.pharos.kvstore.config.Kind.BOOL;
import static dev.pharos.kvstore.config.Kind.DURATION;
import static dev.pharos.kvstore.config.Kind.GATES;
import static dev.pharos.kvstore.config.Kind.INT;
import static dev.pharos.kvstore.config.Kind.INT64;
import static dev.pharos.kvstore.config.Kind.LIST;
import static dev.pharos.kvstore.config.Kind.NAMES;
import static dev.pharos.kvstore.config.Kind.ORIGINS;
import static dev.pharos.kvstore.config.Kind.TEXT;
import static dev.pharos.kvstore.config.Kind.UINT;
import static dev.pharos.kvstore.config.Kind.UINT32;

import java.util.List;

/** The flags of what a member does for its clients, of its store and of what it tells of itself. */
final class ServiceFlags {
    private static final String OTHER_STORE = "it tunes a storage engine that Pharos does not use";
    private static final String NO_TRACES = "Pharos sends no traces";
    private static final String ROTATION =
            "{\"maxsize\": 100, \"maxage\": 0, \"maxbackups\": 0, \"localtime\": false, \"compress\": false}";

    private ServiceFlags() {}

    static FlagGroup service() {
        return new FlagGroup(
                "Service",
                List.of(
                        flag("max-txn-ops", UINT, "128", "Operations in one branch of a transaction."),
                        flag("max-request-bytes", UINT, "1572864", "Size of the largest request."),
                        flag("max-concurrent-streams", UINT32, "4294967295", "Streams of one client connection."),
                        flag("grpc-keepalive-min-time", DURATION, "5s", "Least time between a client's pings."),
                        flag("grpc-keepalive-interval", DURATION, "2h", "Time between the server's pings; 0 is off."),
                        flag("grpc-keepalive-timeout", DURATION, "20s", "Longest wait for the answer to a ping."),
                        flag("socket-reuse-port", BOOL, "false", "Set SO_REUSEPORT on listeners.")
                                .inFile("socket-options.reuse-port"),
                        flag("socket-reuse-address", BOOL, "false", "Set SO_REUSEADDR on listeners.")
                                .inFile("socket-options.reuse-address"),
                        flag("watch-progress-notify-interval", DURATION, "0s", "Time between notices to idle watches."),
                        flag("cors", ORIGINS, "*", "Origins that browsers may call from."),
                        flag("host-whitelist", NAMES, "*", "Host names that plaintext HTTP may be asked for."),
                        flag("enable-grpc-gateway", BOOL, "true", "Serve JSON over HTTP under /v3/.")));
    }

    static FlagGroup storage() {
        return new FlagGroup(
                "Storage",
                List.of(
                        flag(
                                "quota-backend-bytes",
                                INT64,
                                "0",
                                "Size limit of the store; 0 is 2 GiB, negative is none."),
                        flag("auto-compaction-mode", TEXT, "periodic", "periodic (by time) or revision (by number)."),
                        flag("auto-compaction-retention", TEXT, "0", "Time, hours or revisions to keep; 0 is off."),
                        flag("compaction-batch-limit", INT, "0", "Revisions removed in one step."),
                        flag("compaction-sleep-interval", DURATION, "0s", "Pause between two steps."),
                        flag("unsafe-no-fsync", BOOL, "false", "Do not wait for the disk; data may be lost."),
                        flag("backend-batch-interval", DURATION, "0s", "Longest time between two commits.")
                                .idle(OTHER_STORE),
                        flag("backend-batch-limit", INT, "0", "Operations between two commits.")
                                .idle(OTHER_STORE),
                        flag("backend-bbolt-freelist-type", TEXT, "", "array or map.")
                                .idle(OTHER_STORE),
                        flag("bootstrap-defrag-threshold-megabytes", UINT, "0", "Defragment at the start.")
                                .idle("the store needs no defragmentation"),
                        flag("memory-mlock", BOOL, "false", "Keep memory from being swapped.")
                                .idle("it is not possible in a Java process")));
    }

    static FlagGroup diagnostics() {
        return new FlagGroup(
                "Logging and metrics",
                List.of(
                        flag("logger", TEXT, "zap", "Only zap is left of it."),
                        flag("log-outputs", LIST, "default", "default, stderr, stdout, systemd/journal or files."),
                        flag("log-level", TEXT, "info", "debug, info, warn, error, panic or fatal."),
                        flag("log-format", TEXT, "json", "json or console."),
                        flag("enable-log-rotation", BOOL, "false", "Rotate the one log file."),
                        flag("log-rotation-config-json", TEXT, ROTATION, "How to rotate it."),
                        flag("warning-unary-request-duration", DURATION, "300ms", "Log requests that take longer."),
                        flag("warning-apply-duration", DURATION, "100ms", "Log entries that take longer to apply."),
                        flag("metrics", TEXT, "basic", "basic or extensive."),
                        flag("enable-pprof", BOOL, "false", "Serve profiles of a Go program.")
                                .idle("there are no profiles of a Go program; use the JDK's tools"),
                        flag("enable-distributed-tracing", BOOL, "false", "Send traces.")
                                .idle(NO_TRACES),
                        flag("distributed-tracing-address", TEXT, "localhost:4317", "Collector of traces.")
                                .idle(NO_TRACES),
                        flag("distributed-tracing-service-name", TEXT, "etcd", "Name in traces.")
                                .idle(NO_TRACES),
                        flag("distributed-tracing-instance-id", TEXT, "", "Instance in traces.")
                                .idle(NO_TRACES),
                        flag("distributed-tracing-sampling-rate", INT, "0", "Traces per million.")
                                .idle(NO_TRACES)));
    }

    static FlagGroup checks() {
        return new FlagGroup(
                "Checks and features",
                List.of(
                        flag("corrupt-check-time", DURATION, "0s", "Time between comparisons with peers; 0 is off."),
                        flag("compact-hash-check-time", DURATION, "1m", "Time between comparisons of compactions."),
                        flag("downgrade-check-time", DURATION, "5s", "Time between looks at a downgrade."),
                        flag("feature-gates", GATES, "", "Features to switch: Name=true,...")));
    }
}
