package dev.pharos.kvstore.mvcc;

/**
 * The hash of the records that count at a revision.
 *
 * @param hash 32 bits
 * @param compactRevision the compact revision under which it was computed; -1 if nothing was ever compacted
 */
public record HashResult(int hash, long revision, long compactRevision) {}
