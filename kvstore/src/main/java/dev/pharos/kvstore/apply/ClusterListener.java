package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.cluster.ClusterState;

/** Hears who belongs to the cluster after each change of it. On the apply thread; must not block. */
@FunctionalInterface
public interface ClusterListener {
    ClusterListener NONE = cluster -> {};

    void changed(ClusterState cluster);
}
