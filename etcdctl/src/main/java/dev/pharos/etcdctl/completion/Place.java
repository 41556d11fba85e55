package dev.pharos.etcdctl.completion;

import java.util.List;

/**
 * A command, as a shell comes to it.
 *
 * @param path the names from the tool down to the command
 * @param words that are no flags: names of commands below, or what an argument may be
 * @param flags that not every command has
 */
public record Place(List<String> path, List<Choice> words, List<Choice> flags) {
    /** What may be written next, and what it is for. */
    public record Choice(String text, String description) {}

    public Place {
        path = List.copyOf(path);
        words = List.copyOf(words);
        flags = List.copyOf(flags);
    }

    String name() {
        return String.join(" ", path);
    }

    boolean isTool() {
        return path.size() == 1;
    }
}
