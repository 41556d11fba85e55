package dev.pharos.kvstore.config;

/**
 * How a member without data gets its cluster.
 *
 * @param initialCluster the first members as {@code name=url,...}; empty when discovery finds them.
 *     {@link InitialCluster#parse} reads it; it need not be sound when there is data already
 */
public record BootstrapOptions(
        String initialCluster,
        ClusterState state,
        String token,
        boolean strictReconfigCheck,
        int maxLearners,
        DiscoveryOptions discovery) {
    /** Whether a cluster begins with this member or it joins one. */
    public enum ClusterState {
        NEW,
        EXISTING
    }
}
