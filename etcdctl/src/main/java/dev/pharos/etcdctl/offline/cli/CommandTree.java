package dev.pharos.etcdctl.offline.cli;

import dev.pharos.etcdctl.offline.text.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** All commands of a tool, and how its command line is taken apart. */
public final class CommandTree {
    private static final String HELP = "help";

    private final Command tool;
    private final List<Flag> global;
    private final CommandLine parser;

    /** @param global flags that every command has */
    public CommandTree(Command tool, List<Flag> global) {
        this.tool = tool;
        this.global = List.copyOf(global);
        this.parser = new CommandLine(spec(tool))
                .setOverwrittenOptionsAllowed(true)
                .setAbbreviatedSubcommandsAllowed(true)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false);
    }

    private CommandSpec spec(Command command) {
        CommandSpec spec = CommandSpec.create().name(command.definition().name());
        flagsOf(command).forEach(flag -> spec.addOption(option(flag)));
        spec.addOption(OptionSpec.builder("-h", "--" + HELP)
                .usageHelp(true)
                .type(boolean.class)
                .build());
        if (command.members().isEmpty()) {
            spec.addPositional(PositionalParamSpec.builder()
                    .arity("0..*")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .build());
        }
        command.members()
                .forEach(member -> spec.addSubcommand(member.definition().name(), spec(member)));
        return spec;
    }

    private List<Flag> flagsOf(Command command) {
        List<Flag> flags = new ArrayList<>(global);
        flags.addAll(command.definition().flags());
        return flags;
    }

    private static OptionSpec option(Flag flag) {
        OptionSpec.Builder option = flag.shorthand().isEmpty()
                ? OptionSpec.builder("--" + flag.name())
                : OptionSpec.builder("-" + flag.shorthand(), "--" + flag.name());
        return flag.kind() == Flag.Kind.SWITCH
                ? option.type(boolean.class).arity("0").build()
                : option.type(String.class).arity("1").build();
    }

    /** What a command line asks for. */
    public sealed interface Wish {}

    /** To do something. */
    public record Run(Command command, Arguments arguments) implements Wish {}

    /** To be told how something is used. */
    public record Help(String text) implements Wish {}

    /**
     * A command line that makes no sense.
     *
     * @param advice how to do better
     */
    public record Mistake(String reason, String advice) implements Wish {}

    public Wish understand(String... line) {
        try {
            SwitchValues switches = SwitchValues.in(List.of(line), this::isSwitch);
            return wish(parser.parseArgs(switches.line().toArray(String[]::new)), switches.values());
        } catch (ParameterException mistake) {
            CommandLine place = mistake.getCommandLine();
            Optional<String> word = Mistakes.unknownCommand(mistake);
            if (word.isEmpty()) {
                return new Mistake(Mistakes.reason(mistake, line), usage(place) + "\n");
            }
            return place.getParent() == null ? unknown(word.get()) : new Help(usage(place));
        }
    }

    private Mistake unknown(String word) {
        String name = tool.definition().name();
        return new Mistake(
                "unknown command " + Quoted.go(word) + " for \"" + name + "\"" + Suggestions.text(word, tool),
                "Run '" + name + " --help' for usage.\n");
    }

    private Wish wish(ParseResult parsed, Map<String, String> switches) {
        List<ParseResult> levels = new ArrayList<>(List.of(parsed));
        Command command = tool;
        while (levels.get(levels.size() - 1).hasSubcommand()) {
            ParseResult next = levels.get(levels.size() - 1).subcommand();
            levels.add(next);
            command = member(command, next.commandSpec().name()).orElseThrow();
        }
        ParseResult last = levels.get(levels.size() - 1);
        String usage = usage(last.commandSpec().commandLine());
        if (last.isUsageHelpRequested() || !command.members().isEmpty()) {
            return new Help(usage);
        }
        Arguments arguments = arguments(command, levels, switches);
        try {
            arguments.check();
            checkWords(command.definition(), arguments, path(levels));
        } catch (UsageFailure mistake) {
            return new Mistake(mistake.text(), usage + "\n");
        }
        return new Run(command, arguments);
    }

    private static Optional<Command> member(Command group, String name) {
        return group.members().stream()
                .filter(each -> each.definition().name().equals(name))
                .findFirst();
    }

    private Arguments arguments(Command command, List<ParseResult> levels, Map<String, String> switches) {
        Map<String, String> given = new HashMap<>();
        List<Flag> flags = flagsOf(command);
        for (ParseResult level : levels) {
            for (Flag flag : flags) {
                String name = "--" + flag.name();
                if (level.hasMatchedOption(name)) {
                    given.put(
                            flag.name(),
                            flag.kind() == Flag.Kind.SWITCH
                                    ? switches.getOrDefault(flag.name(), "true")
                                    : level.matchedOptionValue(name, ""));
                }
            }
        }
        List<String> positional = levels.get(levels.size() - 1).matchedPositionalValue(0, List.of());
        return new Arguments(flags, given, positional);
    }

    private static String path(List<ParseResult> levels) {
        return String.join(
                " ", levels.stream().map(level -> level.commandSpec().name()).toList());
    }

    private boolean isSwitch(String name) {
        return isSwitch(tool, name);
    }

    private static boolean isSwitch(Command command, String name) {
        return command.definition().flags().stream()
                        .anyMatch(flag -> flag.name().equals(name) && flag.kind() == Flag.Kind.SWITCH)
                || command.members().stream().anyMatch(member -> isSwitch(member, name));
    }

    private static void checkWords(Definition definition, Arguments arguments, String path) {
        int wanted = definition.argumentCount();
        int found = arguments.positional().size();
        if (wanted != Definition.ANY_COUNT && wanted != found) {
            throw new UsageFailure("accepts " + wanted + " arg(s), received " + found);
        }
        for (String word : arguments.positional()) {
            if (!definition.choices().isEmpty() && !definition.choices().contains(word)) {
                throw new UsageFailure("invalid argument " + Quoted.go(word) + " for \"" + path + '"');
            }
        }
        List<String> missing = definition.required().stream()
                .filter(name -> !arguments.isGiven(name))
                .sorted()
                .map(name -> '"' + name + '"')
                .toList();
        if (!missing.isEmpty()) {
            throw new UsageFailure("required flag(s) " + String.join(", ", missing) + " not set");
        }
    }

    private String usage(CommandLine of) {
        List<String> names = new ArrayList<>();
        for (CommandLine each = of; each.getParent() != null; each = each.getParent()) {
            names.add(0, each.getCommandSpec().name());
        }
        return usage(names).orElseThrow();
    }

    /** How a command below the tool is used; empty if there is no such command. */
    public Optional<String> usage(List<String> names) {
        List<String> path = new ArrayList<>(List.of(tool.definition().name()));
        Command command = tool;
        for (String name : names) {
            Optional<Command> next = member(command, name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            path.add(name);
            command = next.get();
        }
        return Optional.of(new UsageText(path, command, global).text());
    }
}
