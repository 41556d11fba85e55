package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.file.FileStatus;
import dev.pharos.etcdctl.offline.output.OutputFormat;
import dev.pharos.etcdctl.offline.output.OutputFormats;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;

/** {@code snapshot status}: what a backup holds. */
final class SnapshotStatusCommand implements Command {
    @Override
    public Definition definition() {
        return Definition.of("status", "<filename>", "Gets backend snapshot status of a given file");
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        if (arguments.positional().size() != 1) {
            throw ToolFailure.badArguments("snapshot status requires exactly one argument");
        }
        OutputFormat format = OutputFormats.named(arguments.text(GlobalFlags.WRITE_OUT));
        around.out()
                .print(format.status(
                        FileStatus.of(Surroundings.path(arguments.positional().get(0)), around.progress())));
    }
}
