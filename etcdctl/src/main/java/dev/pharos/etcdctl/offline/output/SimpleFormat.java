package dev.pharos.etcdctl.offline.output;

/** The cells, with commas between. */
final class SimpleFormat implements OutputFormat {
    @Override
    public String status(SnapshotStatus status) {
        return line(Columns.of(status));
    }

    @Override
    public String hash(KeyHash hash) {
        return line(Columns.of(hash));
    }

    private static String line(Columns columns) {
        return String.join(", ", columns.cells()) + "\n";
    }
}
