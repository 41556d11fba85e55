package dev.pharos.etcdctl;

import dev.pharos.etcdctl.completion.Completion;
import dev.pharos.etcdctl.completion.Place;
import dev.pharos.etcdctl.completion.Place.Choice;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Globals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Help pages. */
final class Pages {
    private static final String TOOL = "etcdctl";
    private static final String MORE =
            "Use \"etcdctl options\" for a list of global command-line options" + " (applies to all commands).\n";
    private static final Flag HELP = Flag.toggle("help", "show this").withLetter('h');

    private Pages() {}

    /** All commands. */
    static String root() {
        StringBuilder page = new StringBuilder("Works on the members of a cluster, of Pharos or of etcd.\n");
        page.append("\nUsage:\n  etcdctl [command]\n\nAvailable Commands:\n");
        commands(page, Catalog.PATHS, "");
        page.append("\nFlags:\n").append(flags(List.of(HELP)));
        return page.append("\nUse \"etcdctl [command] --help\" for more information about a command.\n")
                .append(MORE)
                .toString();
    }

    /** The commands of a group. */
    static String group(String group) {
        StringBuilder page = new StringBuilder(Catalog.group(group).orElse("")).append('\n');
        page.append("\nUsage:\n  etcdctl ").append(group).append(" [command]\n\nAvailable Commands:\n");
        List<String> paths = Catalog.PATHS.stream()
                .filter(path -> path.startsWith(group + " "))
                .toList();
        commands(page, paths, group + " ");
        List<Flag> flags = new ArrayList<>(Catalog.shared(group));
        flags.add(HELP);
        flags.sort(Comparator.comparing(Flag::name));
        page.append("\nFlags:\n").append(flags(flags));
        return page.append("\nUse \"etcdctl ")
                .append(group)
                .append(" [command] --help\" for more information about a command.\n")
                .append(MORE)
                .toString();
    }

    private static void commands(StringBuilder page, List<String> paths, String prefix) {
        int width = paths.stream().mapToInt(String::length).max().orElse(0) - prefix.length();
        for (String path : paths) {
            String name = path.substring(prefix.length());
            page.append("  ").append(name).append(" ".repeat(width - name.length() + 2));
            page.append(Catalog.command(path).syntax().summary()).append('\n');
        }
    }

    static String command(Syntax syntax) {
        return syntax.summary() + "\n\n" + line(syntax) + examples(syntax) + ownFlags(syntax) + "\n" + MORE;
    }

    private static String examples(Syntax syntax) {
        StringBuilder examples = new StringBuilder();
        Examples.of(syntax.path())
                .lines()
                .forEach(line ->
                        examples.append(line.isEmpty() ? "" : "  " + line).append('\n'));
        return examples.isEmpty() ? "" : "\nExamples:\n" + examples;
    }

    /** For those who got it wrong. */
    static String usage(Syntax syntax) {
        return line(syntax) + ownFlags(syntax);
    }

    private static String line(Syntax syntax) {
        String arguments = syntax.arguments().isEmpty() ? "" : " " + syntax.arguments();
        return "Usage:\n  etcdctl " + syntax.path() + arguments + " [flags]\n";
    }

    private static String ownFlags(Syntax syntax) {
        List<Flag> flags = new ArrayList<>(syntax.flags());
        flags.add(HELP);
        flags.sort(Comparator.comparing(Flag::name));
        return "\nFlags:\n" + flags(flags);
    }

    /** The flags of all commands. */
    static String options() {
        return "The following options can be passed to any command:\n\n" + flags(Globals.FLAGS);
    }

    private static String flags(List<Flag> flags) {
        List<String> names = flags.stream().map(Pages::name).toList();
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            lines.append(names.get(i)).append(" ".repeat(width - names.get(i).length() + 3));
            lines.append(flags.get(i).summary()).append(standard(flags.get(i))).append('\n');
        }
        return lines.toString();
    }

    private static String name(Flag flag) {
        String letter = flag.letter() == Flag.NO_LETTER ? "    " : "-" + flag.letter() + ", ";
        String word = flag.kind().word();
        return "  " + letter + "--" + flag.name() + (word.isEmpty() ? "" : " " + word);
    }

    /** Its value when it is not given, unless that is nothing. */
    private static String standard(Flag flag) {
        return switch (flag.kind()) {
            case TEXT -> flag.standard().isEmpty() ? "" : " (default \"" + flag.standard() + "\")";
            case TEXTS -> flag.standard().isEmpty() ? "" : " (default [" + flag.standard() + "])";
            case SWITCH -> flag.standard().equals("false") ? "" : " (default " + flag.standard() + ")";
            case NUMBER -> flag.standard().equals("0") ? "" : " (default " + flag.standard() + ")";
            case DURATION -> " (default " + flag.standard() + ")";
        };
    }

    /** For scripts of shells. */
    static Completion completion() {
        List<Place> places = new ArrayList<>();
        List<Choice> first = new ArrayList<>(below(""));
        first.add(new Choice("help", "shows the page of a command"));
        first.add(new Choice("options", "lists the flags of all commands"));
        places.add(new Place(List.of(TOOL), first, List.of()));
        for (String name : Catalog.next("")) {
            if (Catalog.group(name).isPresent()) {
                places.add(new Place(List.of(TOOL, name), below(name), choices(Catalog.shared(name))));
            }
        }
        for (String path : Catalog.PATHS) {
            List<String> words = new ArrayList<>(List.of(TOOL));
            words.addAll(List.of(path.split(" ", -1)));
            List<Choice> shells = path.equals("completion")
                    ? Completion.SHELLS.stream()
                            .map(shell -> new Choice(shell, ""))
                            .toList()
                    : List.of();
            places.add(new Place(
                    words, shells, choices(Catalog.command(path).syntax().flags())));
        }
        List<Flag> everywhere = new ArrayList<>(Globals.FLAGS);
        everywhere.add(HELP);
        return new Completion(TOOL, places, choices(everywhere));
    }

    private static List<Choice> below(String path) {
        String prefix = path.isEmpty() ? "" : path + " ";
        return Catalog.next(path).stream()
                .map(name -> new Choice(name, summary(prefix + name)))
                .toList();
    }

    private static String summary(String path) {
        return Catalog.group(path)
                .orElseGet(() -> Catalog.command(path).syntax().summary());
    }

    private static List<Choice> choices(List<Flag> flags) {
        return flags.stream()
                .map(flag -> new Choice("--" + flag.name(), flag.summary()))
                .toList();
    }

    /** The page for whatever these words name. */
    static Optional<String> page(String path) {
        if (path.isEmpty()) {
            return Optional.of(root());
        }
        if (path.equals("options")) {
            return Optional.of(options());
        }
        if (Catalog.group(path).isPresent()) {
            return Optional.of(group(path));
        }
        return Catalog.PATHS.contains(path)
                ? Optional.of(command(Catalog.command(path).syntax()))
                : Optional.empty();
    }
}
