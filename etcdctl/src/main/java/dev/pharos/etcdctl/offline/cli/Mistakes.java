package dev.pharos.etcdctl.offline.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in the words of the original. */
final class Mistakes {
    private static final Pattern AMBIGUOUS = Pattern.compile("(?s).*'(.*)' is not unique.*");

    private Mistakes() {}

    /** The word that stands where a command should; empty if something else is wrong. */
    static Optional<String> unknownCommand(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            return unmatched.getUnmatched().stream()
                    .findFirst()
                    .filter(word -> !word.startsWith("-") || word.equals("-"));
        }
        Matcher ambiguous = AMBIGUOUS.matcher(String.valueOf(mistake.getMessage()));
        return ambiguous.matches() ? Optional.of(ambiguous.group(1)) : Optional.empty();
    }

    static String reason(ParameterException mistake, String... line) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            return unknownFlag(unmatched.getUnmatched().get(0));
        }
        if (mistake instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            String last = line[line.length - 1];
            boolean isShort = last.startsWith("-") && !last.startsWith("--");
            String letter = option.shortestName().substring(1);
            return "flag needs an argument: " + (isShort ? "'" + letter + "' in " + last : option.longestName());
        }
        return String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
    }

    private static String unknownFlag(String word) {
        return word.startsWith("--")
                ? "unknown flag: " + word.split("=", 2)[0]
                : "unknown shorthand flag: '" + word.charAt(1) + "' in " + word;
    }
}
