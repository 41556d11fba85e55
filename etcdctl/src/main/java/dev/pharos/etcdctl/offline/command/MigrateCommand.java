package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.cli.Flag;
import dev.pharos.etcdctl.offline.file.StorageMigration;
import dev.pharos.etcdctl.offline.file.StorageMigration.Force;
import dev.pharos.etcdctl.offline.terminal.Surroundings;

/** {@code migrate}: makes the folder of an etcd readable by another release. */
final class MigrateCommand implements Command {
    private static final String DATA_DIR = "data-dir";
    private static final String TARGET = "target-version";
    private static final String FORCE = "force";

    @Override
    public Definition definition() {
        return Definition.of(
                        "migrate",
                        "",
                        "Migrates schema of etcd data dir files to make them compatible with different etcd version")
                .flags(
                        Flag.text(DATA_DIR, "", "Path to the etcd data dir"),
                        Flag.text(
                                TARGET,
                                "",
                                "Target etcd version to migrate contents of data dir. Minimal value 3.5. Format \"X.Y\""
                                        + " for example 3.6."),
                        Flag.toggle(
                                FORCE,
                                "Ignore migration failure and forcefully override storage version. Not recommended."))
                .requires(DATA_DIR, TARGET);
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        StorageMigration.run(
                Surroundings.path(arguments.text(DATA_DIR)),
                arguments.text(TARGET),
                arguments.isOn(FORCE) ? Force.IF_REFUSED : Force.NEVER,
                around);
    }
}
