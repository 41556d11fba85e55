package dev.pharos.kvstore.config;

import java.util.List;

/** All that a server is told at its start. Every value is the effective one: defaults are worked in. */
public record ServerOptions(
        MemberOptions member,
        BootstrapOptions bootstrap,
        RaftTiming raft,
        ServiceOptions service,
        StorageOptions storage,
        SecurityOptions security,
        DiagnosticsOptions diagnostics,
        FeatureGates gates) {
    /** What is asked for that this release cannot do, each as a flag with its value; the server must not start then. */
    public List<String> unsupported() {
        return Unsupported.in(this);
    }
}
