package dev.pharos.etcdctl.offline.output;

/**
 * The hash of the keys and their history.
 *
 * @param compactRevision -1 if nothing was ever compacted
 */
public record KeyHash(int hash, long revision, long compactRevision) {}
