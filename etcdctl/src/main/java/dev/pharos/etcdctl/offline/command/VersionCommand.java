package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.kvstore.cluster.Versions;

/** {@code version}. */
final class VersionCommand implements Command {
    @Override
    public Definition definition() {
        return Definition.of("version", "", "Prints the version of etcdutl");
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        around.out()
                .print("etcdutl version: " + Versions.SERVER + "\nAPI version: "
                        + Versions.SERVER.substring(0, Versions.SERVER.lastIndexOf('.')) + "\n");
    }
}
