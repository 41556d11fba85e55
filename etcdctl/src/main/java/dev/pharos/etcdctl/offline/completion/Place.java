package dev.pharos.etcdctl.offline.completion;

import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Flag;
import java.util.ArrayList;
import java.util.List;

/**
 * A command, as a shell comes to it.
 *
 * @param path the names from the tool down to the command
 * @param choices what may come next
 */
record Place(List<String> path, List<Choice> choices) {
    /** A word, and what it is for. */
    record Choice(String word, String description) {}

    /** The tool's own and all below. */
    static List<Place> all(Command tool, List<Flag> global) {
        List<Place> places = new ArrayList<>();
        add(List.of(), tool, global, places);
        return places;
    }

    private static void add(List<String> above, Command command, List<Flag> global, List<Place> places) {
        List<String> path = new ArrayList<>(above);
        path.add(command.definition().name());
        List<Choice> choices = new ArrayList<>();
        command.members()
                .forEach(each -> choices.add(
                        new Choice(each.definition().name(), each.definition().summary())));
        command.definition().flags().forEach(flag -> choices.add(choice(flag)));
        global.forEach(flag -> choices.add(choice(flag)));
        choices.add(new Choice("--help", "help for " + command.definition().name()));
        places.add(new Place(path, choices));
        command.members().forEach(each -> add(path, each, global, places));
    }

    private static Choice choice(Flag flag) {
        return new Choice("--" + flag.name(), flag.description());
    }

    String name() {
        return String.join(" ", path);
    }

    boolean isTool() {
        return path.size() == 1;
    }
}
