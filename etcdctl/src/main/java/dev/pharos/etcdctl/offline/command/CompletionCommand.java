package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.completion.Completion;
import dev.pharos.etcdctl.completion.Place;
import dev.pharos.etcdctl.completion.Place.Choice;
import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.cli.Flag;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import java.util.ArrayList;
import java.util.List;
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
        return Definition.of(
                        "completion", "[" + String.join("|", Completion.SHELLS) + "]", "Generate completion script")
                .choice(Completion.SHELLS.toArray(new String[0]));
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        Command all = tool.get();
        List<Place> places = new ArrayList<>();
        add(List.of(), all, places);
        List<Choice> everywhere = new ArrayList<>(flags(GlobalFlags.ALL));
        everywhere.add(new Choice("--help", "help for a command"));
        Completion completion = new Completion(all.definition().name(), places, everywhere);
        around.out().print(completion.script(arguments.positional().get(0)));
    }

    private static void add(List<String> above, Command command, List<Place> places) {
        Definition definition = command.definition();
        List<String> path = new ArrayList<>(above);
        path.add(definition.name());
        List<Choice> words = new ArrayList<>();
        definition.choices().forEach(word -> words.add(new Choice(word, "")));
        for (Command each : command.members()) {
            words.add(new Choice(each.definition().name(), each.definition().summary()));
        }
        places.add(new Place(path, words, flags(definition.flags())));
        command.members().forEach(each -> add(path, each, places));
    }

    private static List<Choice> flags(List<Flag> flags) {
        return flags.stream()
                .map(flag -> new Choice("--" + flag.name(), flag.description()))
                .toList();
    }
}
