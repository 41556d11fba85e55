package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.server.MemberReleases.Releases;
import java.util.Optional;

/**
 * Which version a cluster is to speak: that of its lowest member. While one cannot be asked it stays what it is, and if
 * there is none yet, it is the lowest that exists. It falls only on the way to an earlier release, and then by one
 * minor version, whatever the members are.
 *
 * @param found of which releases the members are
 */
record VersionChoice(ClusterState cluster, Releases found) {
    /** What it is to speak from now on; empty if nothing changes. */
    Optional<String> next() {
        String version = cluster.version();
        if (version.isEmpty()) {
            return Optional.of(found.complete() ? found.lowest() : Versions.LOWEST_CLUSTER);
        }
        if (!found.complete()) {
            return Optional.empty();
        }
        if (cluster.downgrade().isUnderWay()) {
            return isThere() || obstacle().isPresent()
                    ? Optional.empty()
                    : Optional.of(Versions.ofCluster(cluster.downgrade().target()));
        }
        return Optional.of(found.lowest()).filter(lowest -> Versions.isBelow(version, lowest));
    }

    /** Why it cannot go where it was ordered to. */
    Optional<String> obstacle() {
        String target = cluster.downgrade().target();
        if (!cluster.downgrade().isUnderWay() || cluster.version().isEmpty() || !found.complete() || isThere()) {
            return Optional.empty();
        }
        if (!Versions.isOneBelow(target, cluster.version())) {
            return Optional.of("Cannot downgrade from cluster-version to downgrade-target");
        }
        return Versions.isOneBelow(target, found.lowest())
                ? Optional.empty()
                : Optional.of("Cannot downgrade from minimal-server-version to downgrade-target");
    }

    /** Whether all members are of the release that it was to go to. */
    boolean isFinished() {
        Downgrade downgrade = cluster.downgrade();
        return downgrade.isUnderWay()
                && found.complete()
                && isMinorOf(found.lowest(), downgrade)
                && isMinorOf(found.highest(), downgrade);
    }

    /** It speaks what it was to speak. */
    private boolean isThere() {
        return isMinorOf(cluster.version(), cluster.downgrade());
    }

    private static boolean isMinorOf(String version, Downgrade downgrade) {
        return Versions.minor(version).equals(Versions.minor(downgrade.target()));
    }
}
