package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.cli.Flag;
import dev.pharos.etcdctl.offline.file.RestoreOptions;
import dev.pharos.etcdctl.offline.file.RestoreOptions.HashCheck;
import dev.pharos.etcdctl.offline.file.SnapshotRestore;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.etcdctl.text.ByteText;

/** {@code snapshot restore}: a member's folder out of a backup. */
final class SnapshotRestoreCommand implements Command {
    private static final String DATA_DIR = "data-dir";
    private static final String WAL_DIR = "wal-dir";
    private static final String NAME = "name";
    private static final String CLUSTER = "initial-cluster";
    private static final String TOKEN = "initial-cluster-token";
    private static final String PEER_URLS = "initial-advertise-peer-urls";
    private static final String SKIP_CHECK = "skip-hash-check";
    private static final String MAP_SIZE = "initial-memory-map-size";
    private static final String BUMP = "bump-revision";
    private static final String MARK = "mark-compacted";
    private static final long USUAL_MAP_SIZE = 10L << 30;

    @Override
    public Definition definition() {
        return Definition.of(
                        "restore",
                        "<filename> --data-dir {output dir} [options]",
                        "Restores an etcd member snapshot to an etcd directory")
                .flags(
                        Flag.text(DATA_DIR, "", "Path to the output data directory"),
                        Flag.text(WAL_DIR, "", "Path to the WAL directory (use --data-dir if none given)"),
                        Flag.text(
                                CLUSTER,
                                "default=http://localhost:2380",
                                "Initial cluster configuration for restore bootstrap"),
                        Flag.text(
                                TOKEN,
                                "etcd-cluster",
                                "Initial cluster token for the etcd cluster during restore bootstrap"),
                        Flag.text(
                                PEER_URLS,
                                "http://localhost:2380",
                                "List of this member's peer URLs to advertise to the rest of the cluster"),
                        Flag.text(NAME, "default", "Human-readable name for this member"),
                        Flag.toggle(
                                SKIP_CHECK,
                                "Ignore snapshot integrity hash value (required if copied from data directory)"),
                        Flag.size(
                                MAP_SIZE,
                                USUAL_MAP_SIZE,
                                "Initial memory map size of the database in bytes. It uses the default value if not"
                                        + " defined or defined to 0"),
                        Flag.size(BUMP, 0, "How much to increase the latest revision after restore"),
                        Flag.toggle(
                                MARK,
                                "Mark the latest revision after restore as the point of scheduled compaction (required"
                                        + " if --bump-revision > 0, disallowed otherwise)"));
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        if (arguments.positional().size() != 1) {
            throw ToolFailure.badArguments("snapshot restore requires exactly one argument");
        }
        long bump = arguments.number(BUMP);
        if ((bump != 0) != arguments.isOn(MARK)) {
            throw ToolFailure.badArguments("--mark-compacted required if --revision-bump > 0");
        }
        if (bump < 0) {
            throw ToolFailure.badArguments(
                    "--bump-revision " + Long.toUnsignedString(bump) + " is more than a revision can be raised by");
        }
        RestoreOptions options = new RestoreOptions(
                Surroundings.path(arguments.textIfAny(DATA_DIR).orElse(arguments.text(NAME) + ".etcd")),
                arguments.textIfAny(WAL_DIR).map(Surroundings::path),
                ByteText.toUnicode(arguments.text(NAME)),
                ByteText.toUnicode(arguments.text(CLUSTER)),
                ByteText.toUnicode(arguments.text(TOKEN)),
                ByteText.toUnicode(arguments.text(PEER_URLS)),
                arguments.isOn(SKIP_CHECK) ? HashCheck.SKIPPED : HashCheck.WANTED,
                new RestoreOptions.Numbers(bump, arguments.number(MAP_SIZE)));
        SnapshotRestore.run(Surroundings.path(arguments.positional().get(0)), options, around);
    }
}
