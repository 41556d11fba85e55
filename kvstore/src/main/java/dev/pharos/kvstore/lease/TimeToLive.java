package dev.pharos.kvstore.lease;

/**
 * How long a lease has to live.
 *
 * @param remainingSeconds without fraction; 0 or less while an expired lease waits for its revoke
 */
public record TimeToLive(long grantedSeconds, long remainingSeconds) {}
