package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import java.util.List;

/** {@code snapshot}. */
final class SnapshotGroup implements Command {
    @Override
    public Definition definition() {
        return Definition.of("snapshot", "<subcommand>", "Manages etcd node snapshots");
    }

    @Override
    public List<Command> members() {
        return List.of(new SnapshotRestoreCommand(), new SnapshotStatusCommand());
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        throw new IllegalStateException("a group is not run");
    }
}
