package dev.pharos.etcdctl.offline.output;

/** A line for each value, with its name in quotes. */
final class FieldsFormat implements OutputFormat {
    @Override
    public String status(SnapshotStatus status) {
        return line("Hash", Integer.toUnsignedString(status.hash()))
                + line("Revision", Long.toString(status.revision()))
                + line("Keys", Long.toString(status.totalKeys()))
                + line("Size", Long.toString(status.totalBytes()))
                + line("Version", status.version());
    }

    @Override
    public String hash(KeyHash hash) {
        return line("Hash", Integer.toUnsignedString(hash.hash()))
                + line("Hash revision", Long.toString(hash.revision()))
                + line("Compact revision", Long.toString(hash.compactRevision()));
    }

    private static String line(String name, String value) {
        return '"' + name + "\" : " + value + '\n';
    }
}
