package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.cli.Flag;
import dev.pharos.etcdctl.offline.file.Defragmentation;
import dev.pharos.etcdctl.offline.terminal.Surroundings;

/** {@code defrag}: of a member that is stopped. */
final class DefragCommand implements Command {
    private static final String DATA_DIR = "data-dir";

    @Override
    public Definition definition() {
        return Definition.of("defrag", "", "Defragments the storage of the etcd")
                .flags(Flag.text(DATA_DIR, "", "Required. Defragments a data directory not in use by etcd."))
                .requires(DATA_DIR);
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        Defragmentation.run(Surroundings.path(arguments.text(DATA_DIR)), around);
    }
}
