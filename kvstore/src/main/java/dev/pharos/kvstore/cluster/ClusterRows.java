package dev.pharos.kvstore.cluster;

/** Where changes of the cluster are kept; the rows become durable together with the entry that made them. */
public interface ClusterRows {
    void stored(Member member);

    void removed(long id);

    void versionDecided(String version);

    void downgradeSet(Downgrade downgrade);
}
