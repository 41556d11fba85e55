package dev.pharos.kvstore.mvcc.read;

/**
 * What an answer in the order of keys will hold.
 *
 * @param pairBytes what its pairs take
 * @param more whether the limit cuts something off
 * @param count keys of the range at the revision, whatever limit and filter say
 */
public record RangeSize(long pairBytes, boolean more, long count) {}
