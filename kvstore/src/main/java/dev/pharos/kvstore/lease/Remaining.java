package dev.pharos.kvstore.lease;

/**
 * What a checkpoint says of one lease.
 *
 * @param seconds left to live for a leader to come; 0 for all that was granted
 */
public record Remaining(long id, long seconds) {}
