package dev.pharos.etcdctl.offline.cli;

import java.util.List;

/**
 * A command as the command line knows it.
 *
 * @param name one word
 * @param operands what stands behind the name in the line of usage, besides flags
 * @param summary for the list of commands
 * @param required flags that must be given
 * @param argumentCount how many arguments there must be, or {@link #ANY_COUNT}
 * @param choices what the argument can be; empty if it can be anything
 */
public record Definition(
        String name,
        String operands,
        String summary,
        List<Flag> flags,
        List<String> required,
        int argumentCount,
        List<String> choices) {
    /** The command looks at its arguments itself. */
    public static final int ANY_COUNT = -1;

    public Definition {
        flags = List.copyOf(flags);
        required = List.copyOf(required);
        choices = List.copyOf(choices);
    }

    public static Definition of(String name, String operands, String summary) {
        return new Definition(name, operands, summary, List.of(), List.of(), ANY_COUNT, List.of());
    }

    public Definition flags(Flag... all) {
        return new Definition(name, operands, summary, List.of(all), required, argumentCount, choices);
    }

    public Definition requires(String... names) {
        return new Definition(name, operands, summary, flags, List.of(names), argumentCount, choices);
    }

    public Definition arguments(int count) {
        return new Definition(name, operands, summary, flags, required, count, choices);
    }

    /** One argument, and one of these. */
    public Definition choice(String... words) {
        return new Definition(name, operands, summary, flags, required, 1, List.of(words));
    }
}
