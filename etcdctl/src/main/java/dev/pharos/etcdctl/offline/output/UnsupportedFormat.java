package dev.pharos.etcdctl.offline.output;

import dev.pharos.etcdctl.offline.terminal.ExitCode;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;

/** A format that there is, but not for these answers. */
record UnsupportedFormat(String name) implements OutputFormat {
    @Override
    public String status(SnapshotStatus status) {
        throw refused();
    }

    @Override
    public String hash(KeyHash hash) {
        throw refused();
    }

    private ToolFailure refused() {
        return new ToolFailure(ExitCode.BAD_FEATURE, name + " not supported as output format");
    }
}
