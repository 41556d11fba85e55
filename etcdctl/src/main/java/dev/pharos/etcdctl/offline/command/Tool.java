package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import java.util.List;

/** All commands. */
public final class Tool implements Command {
    @Override
    public Definition definition() {
        return Definition.of("etcdutl", "", "An administrative command line tool for etcd3.");
    }

    @Override
    public List<Command> members() {
        return List.of(
                new BackupCommand(),
                new CompletionCommand(() -> this),
                new DefragCommand(),
                new HashKvCommand(),
                new HelpCommand(() -> this),
                new MigrateCommand(),
                new SnapshotGroup(),
                new VersionCommand());
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        throw new IllegalStateException("a group is not run");
    }
}
