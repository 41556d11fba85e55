package dev.pharos.etcdctl;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.UsageError;
import dev.pharos.etcdctl.run.Globals;
import dev.pharos.etcdctl.text.EditDistance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the words that name a command among flags and arguments. A word may be cut short as long as it is clear. */
final class Finder {
    /** Two names this close to each other may be meant for one another. */
    private static final int NEAR = 2;

    private Finder() {}

    /**
     * @param path of a command or of a group of them, or empty
     * @param rest everything else, in order
     */
    record Found(String path, List<String> rest) {}

    /** @throws UsageError if the first word is no command */
    static Found find(List<String> words) {
        String path = "";
        List<String> rest = new ArrayList<>(words);
        List<String> next = first(path);
        int at = word(rest, 0, path);
        while (at >= 0 && !next.isEmpty()) {
            Optional<String> name = complete(rest.get(at), next);
            if (name.isEmpty()) {
                if (path.isEmpty()) {
                    throw new UsageError(unknown(rest.get(at)));
                }
                return new Found(path, rest);
            }
            rest.remove(at);
            path = path.isEmpty() ? name.get() : path + " " + name.get();
            next = Catalog.PATHS.contains(path) ? List.of() : Catalog.next(path);
            at = word(rest, at, path);
        }
        return new Found(path, rest);
    }

    private static List<String> first(String path) {
        List<String> names = new ArrayList<>(Catalog.next(path));
        names.add("help");
        names.add("options");
        return names;
    }

    /** Where the first word from a place on is that is neither a flag nor the value of one; -1 if there is none. */
    private static int word(List<String> words, int from, String path) {
        int at = from;
        while (at < words.size()) {
            String word = words.get(at);
            if (word.equals("--")) {
                return -1;
            }
            if (!word.startsWith("-") || word.length() == 1) {
                return at;
            }
            at += takesNext(word, path) ? 2 : 1;
        }
        return -1;
    }

    /** What nobody knows does. */
    private static boolean takesNext(String flag, String path) {
        if (flag.indexOf('=') >= 0) {
            return false;
        }
        if (flag.startsWith("--")) {
            String name = flag.substring(2);
            return !name.equals("help") && takesValue(path, each -> each.name().equals(name));
        }
        return flag.length() == 2 && flag.charAt(1) != 'h' && takesValue(path, each -> each.letter() == flag.charAt(1));
    }

    /** The flags of a group are looked at only for a flag that is none of all commands: they load its commands. */
    private static boolean takesValue(String path, Predicate<Flag> meant) {
        return Globals.FLAGS.stream()
                .filter(meant)
                .findAny()
                .or(() -> Catalog.shared(path).stream().filter(meant).findAny())
                .map(Flag::takesValue)
                .orElse(true);
    }

    private static Optional<String> complete(String word, List<String> names) {
        if (names.contains(word)) {
            return Optional.of(word);
        }
        List<String> meant =
                names.stream().filter(name -> name.startsWith(word)).toList();
        return meant.size() == 1 && !word.isEmpty() ? Optional.of(meant.get(0)) : Optional.empty();
    }

    private static String unknown(String word) {
        StringBuilder text = new StringBuilder("unknown command \"" + word + "\" for \"etcdctl\"");
        String lower = word.toLowerCase(Locale.ROOT);
        List<String> near = Catalog.next("").stream()
                .filter(name -> name.startsWith(lower) || EditDistance.between(name, lower) <= NEAR)
                .toList();
        if (!near.isEmpty()) {
            text.append("\n\nDid you mean this?\n");
            near.forEach(name -> text.append('\t').append(name).append('\n'));
        }
        return text.toString();
    }
}
