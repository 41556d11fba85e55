package dev.pharos.kvstore.peer;

/** Where snapshots come from and go to. */
public record SnapshotPorts(SnapshotSource source, SnapshotSink sink) {}
