package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Buckets;
import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Histogram;
import dev.pharos.kvstore.metrics.instrument.Registry;

/** Leases. */
public final class LeaseMetrics {
    public final Counter granted;
    public final Counter revoked;

    /** Renewals served by this member as leader. */
    public final Counter renewed;

    public final Counter expired;

    /** In seconds, as granted. */
    public final Histogram ttl;

    LeaseMetrics(Registry registry) {
        granted = registry.counter("etcd_debugging_lease_granted_total", "Leases granted.");
        revoked = registry.counter("etcd_debugging_lease_revoked_total", "Leases revoked.");
        renewed = registry.counter("etcd_debugging_lease_renewed_total", "Renewals this leader has served.");
        expired = registry.counter("etcd_debugging_server_lease_expired_total", "Leases that ran out.");
        ttl = registry.histogram(
                "etcd_debugging_lease_ttl_total",
                "Seconds that leases were granted for.",
                Buckets.exponential(1, 2, 24));
    }
}
