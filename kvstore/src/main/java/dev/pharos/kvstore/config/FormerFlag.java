package dev.pharos.kvstore.config;

import java.util.List;

/**
 * A flag of older releases.
 *
 * @param kind how its value is written, which is also how a file would hold it
 * @param replacement the flag or the gate that took its place
 */
record FormerFlag(String name, Kind kind, Replacement replacement) {
    /** What has become of a flag. Exactly one of the three is not empty. */
    record Replacement(String flag, String gate, String idle) {
        static Replacement flag(String name) {
            return new Replacement(name, "", "");
        }

        static Replacement gate(String label) {
            return new Replacement("", label, "");
        }

        static Replacement none(String reason) {
            return new Replacement("", "", reason);
        }
    }

    private static final Replacement NO_V2 = Replacement.none("the v2 API is gone");
    private static final Replacement NO_PROXY = Replacement.none("there is no v2 proxy");
    private static final Replacement LONG_GONE = Replacement.none("it has been without effect for long");

    static List<FormerFlag> renamed() {
        return List.of(
                renamed("ca-file", Kind.TEXT, "trusted-ca-file"),
                renamed("peer-ca-file", Kind.TEXT, "peer-trusted-ca-file"),
                renamed("log-output", Kind.LIST, "log-outputs"),
                renamed("experimental-backend-bbolt-freelist-type", Kind.TEXT, "backend-bbolt-freelist-type"),
                experimental("bootstrap-defrag-threshold-megabytes", Kind.UINT),
                experimental("compact-hash-check-time", Kind.DURATION),
                experimental("compaction-batch-limit", Kind.INT),
                experimental("compaction-sleep-interval", Kind.DURATION),
                experimental("corrupt-check-time", Kind.DURATION),
                experimental("distributed-tracing-address", Kind.TEXT),
                experimental("distributed-tracing-instance-id", Kind.TEXT),
                experimental("distributed-tracing-sampling-rate", Kind.INT),
                experimental("distributed-tracing-service-name", Kind.TEXT),
                experimental("downgrade-check-time", Kind.DURATION),
                experimental("enable-distributed-tracing", Kind.BOOL),
                experimental("memory-mlock", Kind.BOOL),
                experimental("peer-skip-client-san-verification", Kind.BOOL),
                experimental("snapshot-catchup-entries", Kind.UINT64),
                experimental("warning-apply-duration", Kind.DURATION),
                experimental("warning-unary-request-duration", Kind.DURATION),
                experimental("watch-progress-notify-interval", Kind.DURATION));
    }

    static List<FormerFlag> gates() {
        return List.of(
                gate("experimental-compact-hash-check-enabled", "CompactHashCheck"),
                gate("experimental-enable-lease-checkpoint", "LeaseCheckpoint"),
                gate("experimental-enable-lease-checkpoint-persist", "LeaseCheckpointPersist"),
                gate("experimental-initial-corrupt-check", "InitialCorruptCheck"),
                gate("experimental-stop-grpc-service-on-defrag", "StopGRPCServiceOnDefrag"),
                gate("experimental-txn-mode-write-with-shared-buffer", "TxnModeWriteWithSharedBuffer"));
    }

    static List<FormerFlag> idle() {
        return List.of(
                new FormerFlag("discovery-proxy", Kind.TEXT, Replacement.none("the former discovery service is gone")),
                new FormerFlag("enable-v2", Kind.BOOL, NO_V2),
                new FormerFlag("experimental-enable-v2v3", Kind.TEXT, NO_V2),
                new FormerFlag("v2-deprecation", Kind.TEXT, NO_V2),
                new FormerFlag("log-package-levels", Kind.TEXT, Replacement.none("--log-level holds for all packages")),
                new FormerFlag("max-snapshots", Kind.UINT, Replacement.none("there is one snapshot, the store itself")),
                new FormerFlag("next-cluster-version-compatible", Kind.BOOL, LONG_GONE),
                new FormerFlag("proxy-dial-timeout", Kind.UINT, NO_PROXY),
                new FormerFlag("proxy-failure-wait", Kind.UINT, NO_PROXY),
                new FormerFlag("proxy-read-timeout", Kind.UINT, NO_PROXY),
                new FormerFlag("proxy-refresh-interval", Kind.UINT, NO_PROXY),
                new FormerFlag("proxy-write-timeout", Kind.UINT, NO_PROXY));
    }

    /** Flags that were given up so long ago that they take no argument any more. */
    static List<FormerFlag> ignored() {
        return List.of(
                        "cluster-active-size",
                        "cluster-remove-delay",
                        "cluster-sync-interval",
                        "config",
                        "force",
                        "max-result-buffer",
                        "max-retry-attempts",
                        "peer-heartbeat-interval",
                        "peer-election-timeout",
                        "retry-interval",
                        "snapshot",
                        "v",
                        "vv",
                        "test.coverprofile",
                        "test.outputdir")
                .stream()
                .map(name -> new FormerFlag(name, Kind.IGNORED, LONG_GONE))
                .toList();
    }

    private static FormerFlag renamed(String name, Kind kind, String replacement) {
        return new FormerFlag(name, kind, Replacement.flag(replacement));
    }

    private static FormerFlag experimental(String replacement, Kind kind) {
        return renamed("experimental-" + replacement, kind, replacement);
    }

    private static FormerFlag gate(String name, String label) {
        return new FormerFlag(name, Kind.BOOL, Replacement.gate(label));
    }
}
