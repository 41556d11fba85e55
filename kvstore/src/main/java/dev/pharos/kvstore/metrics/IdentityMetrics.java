package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Gauge;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import dev.pharos.kvstore.metrics.instrument.Registry;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who this server is, what it runs and what it may hold. */
public final class IdentityMetrics {
    /** Bytes the store may grow to. */
    public final Gauge quotaBackendBytes;

    public final Gauge authRevision;

    private final Labelled<Gauge> versions;
    private final Labelled<Gauge> ids;
    private final Labelled<Gauge> clusterVersions;
    private final Labelled<Gauge> features;
    private final Labelled<Gauge> alarms;

    /** Guarded by this, as is what follows. */
    private @Nullable String clusterVersion;

    private final Set<Alarm> standing = new HashSet<>();

    IdentityMetrics(Registry registry) {
        quotaBackendBytes = registry.gauge("etcd_server_quota_backend_bytes", "Bytes the store may grow to.");
        authRevision = registry.gauge("etcd_debugging_auth_revision", "Revision of users and roles.");
        versions = registry.gauges("etcd_server_version", "1 for the version that runs.", "server_version");
        ids = registry.gauges("etcd_server_id", "1 for the id of this member, in hexadecimal.", "server_id");
        clusterVersions = registry.gauges(
                "etcd_cluster_version", "1 for the version that all members support.", "cluster_version");
        features = registry.gauges("etcd_server_feature_enabled", "1 for features that are on.", "name", "stage");
        alarms = registry.gauges("etcd_debugging_server_alarms", "1 for each alarm raised.", "server_id", "alarm_type");
        registry.gauges("etcd_server_go_version", "1 for the runtime that runs the server.", "server_go_version")
                .with("java" + System.getProperty("java.version", ""))
                .set(1);
    }

    /** Called once, with {@code X.Y.Z}. */
    public void version(String version) {
        versions.with(version).set(1);
    }

    /** Called once, when the member knows its id. */
    public void memberId(long id) {
        ids.with(Long.toHexString(id)).set(1);
    }

    /** The version of the cluster is now this, {@code X.Y}. */
    public synchronized void clusterVersion(String version) {
        if (clusterVersion != null) {
            clusterVersions.with(clusterVersion).set(0);
        }
        clusterVersion = version;
        clusterVersions.with(version).set(1);
    }

    /** A feature gate that is on; the stage is {@code ALPHA}, {@code BETA} or empty. */
    public void featureOn(String name, String stage) {
        features.with(name, stage).set(1);
    }

    /** A feature gate that is off. */
    public void featureOff(String name, String stage) {
        features.with(name, stage).set(0);
    }

    /** An alarm of a member, {@code NOSPACE} or {@code CORRUPT}. */
    public record Alarm(long member, String kind) {}

    public synchronized void alarmRaised(Alarm alarm) {
        standing.add(alarm);
        series(alarm).set(1);
    }

    public synchronized void alarmCleared(Alarm alarm) {
        standing.remove(alarm);
        series(alarm).set(0);
    }

    /** These alarms stand, and no others. */
    public synchronized void alarmsStand(Set<Alarm> now) {
        Set.copyOf(standing).stream().filter(alarm -> !now.contains(alarm)).forEach(this::alarmCleared);
        now.forEach(this::alarmRaised);
    }

    private Gauge series(Alarm alarm) {
        return alarms.with(Long.toHexString(alarm.member()), alarm.kind());
    }
}
