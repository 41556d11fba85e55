package dev.pharos.kvstore.lease;

/**
 * A lease as it is stored.
 *
 * @param ttlSeconds granted, never below the least TTL of the cluster
 * @param remainingSeconds left at the last checkpoint; 0 when there was none since the last renewal
 */
public record Lease(long id, long ttlSeconds, long remainingSeconds) {}
