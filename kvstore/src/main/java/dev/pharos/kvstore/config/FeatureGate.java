package dev.pharos.kvstore.config;

import java.util.Optional;

/** What can be switched with {@code --feature-gates}. */
public enum FeatureGate {
    STOP_GRPC_SERVICE_ON_DEFRAG("StopGRPCServiceOnDefrag", Stage.ALPHA),
    INITIAL_CORRUPT_CHECK("InitialCorruptCheck", Stage.ALPHA),
    COMPACT_HASH_CHECK("CompactHashCheck", Stage.ALPHA),
    TXN_MODE_WRITE_WITH_SHARED_BUFFER("TxnModeWriteWithSharedBuffer", Stage.BETA),
    LEASE_CHECKPOINT("LeaseCheckpoint", Stage.ALPHA),
    LEASE_CHECKPOINT_PERSIST("LeaseCheckpointPersist", Stage.ALPHA),
    SET_MEMBER_LOCAL_ADDR("SetMemberLocalAddr", Stage.ALPHA),
    FAST_LEASE_KEEP_ALIVE("FastLeaseKeepAlive", Stage.BETA),
    PRIORITY_REQUEST("PriorityRequest", Stage.ALPHA);

    /** How far a gate has come: an alpha one is off by default, a beta one is on. */
    public enum Stage {
        ALPHA,
        BETA
    }

    private final String label;
    private final Stage stage;

    FeatureGate(String label, Stage stage) {
        this.label = label;
        this.stage = stage;
    }

    public String label() {
        return label;
    }

    public Stage stage() {
        return stage;
    }

    static Optional<FeatureGate> named(String label) {
        for (FeatureGate gate : values()) {
            if (gate.label.equals(label)) {
                return Optional.of(gate);
            }
        }
        return Optional.empty();
    }
}
