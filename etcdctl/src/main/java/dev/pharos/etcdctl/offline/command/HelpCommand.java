package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.CommandTree;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code help}: how a command is used. */
final class HelpCommand implements Command {
    // The tool has this command, so it cannot be there before.
    private final Supplier<Command> tool;

    HelpCommand(Supplier<Command> tool) {
        this.tool = tool;
    }

    @Override
    public Definition definition() {
        return Definition.of("help", "[command]", "Help about any command");
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        CommandTree tree = new CommandTree(tool.get(), GlobalFlags.ALL);
        Optional<String> usage = tree.usage(arguments.positional());
        usage.ifPresent(around.out()::print);
        if (usage.isEmpty()) {
            around.err()
                    .print("Unknown help topic [`" + String.join("` `", arguments.positional()) + "`]\n"
                            + tree.usage(List.of()).orElse(""));
        }
    }
}
