package dev.pharos.etcdctl.offline.output;

import dev.pharos.etcdctl.offline.text.ByteSize;
import java.util.List;

/** An answer as people read it: names and cells. */
record Columns(List<String> names, List<String> cells) {
    static Columns of(SnapshotStatus status) {
        return new Columns(
                List.of("HASH", "REVISION", "TOTAL KEYS", "TOTAL SIZE", "VERSION"),
                List.of(
                        Integer.toHexString(status.hash()),
                        Long.toString(status.revision()),
                        Long.toString(status.totalKeys()),
                        ByteSize.of(status.totalBytes()),
                        status.version()));
    }

    static Columns of(KeyHash hash) {
        return new Columns(
                List.of("HASH", "HASH REVISION", "COMPACT REVISION"),
                List.of(
                        Integer.toUnsignedString(hash.hash()),
                        Long.toString(hash.revision()),
                        Long.toString(hash.compactRevision())));
    }
}
