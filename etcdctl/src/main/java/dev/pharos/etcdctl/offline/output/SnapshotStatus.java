package dev.pharos.etcdctl.offline.output;

/**
 * What a database file holds.
 *
 * @param hash of all names, keys and values
 * @param revision of the last change
 * @param totalKeys that are there at that revision
 * @param totalBytes of the pages in use
 * @param version of the storage, {@code X.Y.Z}; empty before 3.6
 */
public record SnapshotStatus(int hash, long revision, long totalKeys, long totalBytes, String version) {}
