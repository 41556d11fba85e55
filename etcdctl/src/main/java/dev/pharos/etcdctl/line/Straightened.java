package dev.pharos.etcdctl.line;

import java.util.ArrayList;
import java.util.List;

/**
 * Words in which every flag has the form {@code --name=value}, in front of all arguments but those behind {@code --}.
 * Letters that share a dash are apart then, and nothing that looks like a flag can be taken for one.
 *
 * @param behindDashes how many words stand behind {@code --}, or -1 without it
 */
record Straightened(List<String> words, int behindDashes) {
    private static final String DASHES = "--";

    /** @throws UsageError if a flag is none of these, or lacks its value */
    static Straightened of(List<Flag> flags, List<String> words) {
        List<String> straight = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        int behind = -1;
        int at = 0;
        while (at < words.size() && behind < 0) {
            String word = words.get(at);
            at++;
            if (word.equals(DASHES)) {
                behind = words.size() - at;
            } else if (word.startsWith(DASHES)) {
                at += named(flags, word, words.subList(at, words.size()), straight);
            } else if (word.startsWith("-") && word.length() > 1) {
                at += letters(flags, word, words.subList(at, words.size()), straight);
            } else {
                arguments.add(word);
            }
        }
        straight.add(DASHES);
        straight.addAll(arguments);
        straight.addAll(words.subList(at, words.size()));
        return new Straightened(List.copyOf(straight), behind);
    }

    static String name(Flag flag) {
        return DASHES + flag.name();
    }

    /** Returns how many of the words behind it were used. */
    private static int named(List<Flag> flags, String word, List<String> next, List<String> straight) {
        int mark = word.indexOf('=');
        String name = mark < 0 ? word : word.substring(0, mark);
        Flag flag = flags.stream()
                .filter(each -> name(each).equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageError("unknown flag: " + name));
        if (mark >= 0) {
            straight.add(word);
            return 0;
        }
        if (!flag.takesValue()) {
            straight.add(word + "=true");
            return 0;
        }
        if (next.isEmpty()) {
            throw new UsageError("flag needs an argument: " + name);
        }
        straight.add(word + "=" + next.get(0));
        return 1;
    }

    /** Returns how many of the words behind them were used. */
    private static int letters(List<Flag> flags, String word, List<String> next, List<String> straight) {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            String rest = word.substring(i + 1);
            Flag flag = flags.stream()
                    .filter(each -> each.letter() == letter && letter != Flag.NO_LETTER)
                    .findFirst()
                    .orElseThrow(() -> new UsageError("unknown shorthand flag: '" + letter + "' in " + word));
            if (rest.startsWith("=")) {
                straight.add(name(flag) + rest);
                return 0;
            }
            if (flag.takesValue() && !rest.isEmpty()) {
                straight.add(name(flag) + "=" + rest);
                return 0;
            }
            if (flag.takesValue()) {
                if (next.isEmpty()) {
                    throw new UsageError("flag needs an argument: '" + letter + "' in " + word);
                }
                straight.add(name(flag) + "=" + next.get(0));
                return 1;
            }
            straight.add(name(flag) + "=true");
        }
        return 0;
    }
}
