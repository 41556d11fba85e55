package dev.pharos.etcdctl.offline.output;

import dev.pharos.etcdctl.offline.text.Quoted;

/** One JSON object. */
final class JsonFormat implements OutputFormat {
    @Override
    public String status(SnapshotStatus status) {
        return "{\"hash\":" + Integer.toUnsignedString(status.hash())
                + ",\"revision\":" + status.revision()
                + ",\"totalKey\":" + status.totalKeys()
                + ",\"totalSize\":" + status.totalBytes()
                + ",\"version\":" + Quoted.json(status.version()) + "}\n";
    }

    @Override
    public String hash(KeyHash hash) {
        return "{\"hash\":" + Integer.toUnsignedString(hash.hash())
                + ",\"hashRevision\":" + hash.revision()
                + ",\"compactRevision\":" + hash.compactRevision() + "}\n";
    }
}
