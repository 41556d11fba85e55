package dev.pharos.etcdctl.line;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.ParserSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Reads the words behind a command. Flags and arguments may be mixed; {@code --} ends the flags; a switch takes a value
 * only behind {@code =}.
 *
 * <p>The parser's model is built by hand and for one command, for reading annotations of all of them takes longer than
 * most commands do.
 */
public final class LineReader {
    private LineReader() {}

    /**
     * Reads them.
     *
     * @param flags of the command, and those of all commands
     * @throws UsageError if the words do not fit
     */
    public static Line read(List<Flag> flags, List<String> words) {
        Straightened straightened = Straightened.of(flags, words);
        CommandSpec spec = CommandSpec.create();
        spec.parser(new ParserSpec()
                .overwrittenOptionsAllowed(true)
                .allowOptionsAsOptionParameters(true)
                .expandAtFiles(false)
                .trimQuotes(false));
        Map<String, String> standards = new HashMap<>();
        for (Flag flag : flags) {
            OptionSpec.Builder option = OptionSpec.builder(Straightened.name(flag));
            spec.addOption(option.arity("1").type(String.class).build());
            standards.put(flag.name(), flag.standard());
        }
        PositionalParamSpec arguments = PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
        spec.addPositional(arguments);
        ParseResult result = parse(spec, straightened.words());
        Map<String, String> values = new HashMap<>();
        for (Flag flag : flags) {
            if (result.hasMatchedOption(Straightened.name(flag))) {
                OptionSpec matched = result.matchedOption(Straightened.name(flag));
                String value = value(flag, matched.stringValues());
                flag.check(value);
                values.put(flag.name(), value);
            }
        }
        return new Line(values, standards, arguments.stringValues(), straightened.behindDashes());
    }

    /** The last one that was given counts; lists grow. */
    private static String value(Flag flag, List<String> given) {
        return flag.kind() == Flag.Kind.TEXTS ? String.join(",", given) : given.get(given.size() - 1);
    }

    private static ParseResult parse(CommandSpec spec, List<String> words) {
        try {
            return new CommandLine(spec).parseArgs(words.toArray(new String[0]));
        } catch (MissingParameterException missing) {
            throw new UsageError("flag needs an argument: " + words.get(words.size() - 1), missing);
        } catch (ParameterException other) {
            throw new UsageError(String.valueOf(other.getMessage()), other);
        }
    }
}
