package dev.pharos.kvstore.server;

import dev.pharos.kvstore.apply.AppliedParts;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Versions;

/** Whether what a member knows already lets it start again. */
record StartChecks(AppliedParts known, Bootstrap bootstrap) {
    /** @throws StartFailure if not */
    void run() {
        ClusterState cluster = known.cluster().state();
        if (cluster.removed().contains(bootstrap.identity().memberId())) {
            throw new StartFailure(MemberRemoved.TEXT);
        }
        if (!cluster.version().isEmpty() && Versions.isBelow(Versions.CLUSTER, cluster.version())) {
            throw new StartFailure("invalid downgrade; server version is lower than determined cluster version: "
                    + Versions.SERVER + " is lower than " + cluster.version());
        }
    }
}
