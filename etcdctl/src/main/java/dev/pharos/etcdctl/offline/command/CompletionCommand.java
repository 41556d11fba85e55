package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.completion.Completion;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import java.util.function.Supplier;

/** {@code completion}: what a shell needs to complete lines. */
final class CompletionCommand implements Command {
    // The tool has this command, so it cannot be there before.
    private final Supplier<Command> tool;

    CompletionCommand(Supplier<Command> tool) {
        this.tool = tool;
    }

    @Override
    public Definition definition() {
        return Definition.of("completion", "[bash|zsh|fish|powershell]", "Generate completion script")
                .choice("bash", "zsh", "fish", "powershell");
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        String shell = arguments.positional().get(0);
        Completion completion = Completion.of(tool.get(), GlobalFlags.ALL);
        around.out()
                .print(
                        switch (shell) {
                            case "bash" -> completion.bash();
                            case "zsh" -> completion.zsh();
                            case "fish" -> completion.fish();
                            case "powershell" -> completion.powershell();
                            default -> throw new IllegalStateException("no shell " + shell);
                        });
    }
}
