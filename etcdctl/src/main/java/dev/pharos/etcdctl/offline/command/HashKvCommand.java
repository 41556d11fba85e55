package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.cli.Flag;
import dev.pharos.etcdctl.offline.file.KeyHashOfFile;
import dev.pharos.etcdctl.offline.output.OutputFormat;
import dev.pharos.etcdctl.offline.output.OutputFormats;
import dev.pharos.etcdctl.offline.terminal.Surroundings;

/** {@code hashkv}: of the history in a database file. */
final class HashKvCommand implements Command {
    private static final String REVISION = "rev";

    @Override
    public Definition definition() {
        return Definition.of("hashkv", "<filename>", "Prints the KV history hash of a given file")
                .flags(Flag.number(REVISION, "maximum revision to hash (default: latest revision)"))
                .arguments(1);
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        OutputFormat format = OutputFormats.named(arguments.text(GlobalFlags.WRITE_OUT));
        around.out()
                .print(format.hash(KeyHashOfFile.at(
                        Surroundings.path(arguments.positional().get(0)), arguments.number(REVISION))));
    }
}
