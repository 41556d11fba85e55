package dev.pharos.etcdctl.offline.output;

import dev.pharos.etcdctl.output.Frame;
import java.util.List;

/** A frame of lines, as since release 3.7: names in the middle of their columns, cells at the right. */
final class TableFormat implements OutputFormat {
    @Override
    public String status(SnapshotStatus status) {
        return table(Columns.of(status));
    }

    @Override
    public String hash(KeyHash hash) {
        return table(Columns.of(hash));
    }

    private static String table(Columns columns) {
        return Frame.of(columns.names(), List.of(columns.cells()));
    }
}
