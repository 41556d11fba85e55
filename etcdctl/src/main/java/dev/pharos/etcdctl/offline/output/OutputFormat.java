package dev.pharos.etcdctl.offline.output;

/** A form of answers; each ends with a line feed. */
public interface OutputFormat {
    String status(SnapshotStatus status);

    String hash(KeyHash hash);
}
