package dev.pharos.etcdctl;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Globals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Help pages. */
final class Pages {
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
        page.append("\nFlags:\n").append(flags(List.of(HELP)));
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
        return syntax.summary() + "\n\n" + usage(syntax) + "\n" + MORE;
    }

    /** For those who got it wrong. */
    static String usage(Syntax syntax) {
        StringBuilder page = new StringBuilder("Usage:\n  etcdctl ").append(syntax.path());
        page.append(syntax.arguments().isEmpty() ? "" : " " + syntax.arguments())
                .append(" [flags]\n");
        List<Flag> flags = new ArrayList<>(syntax.flags());
        flags.add(HELP);
        flags.sort(Comparator.comparing(Flag::name));
        return page.append("\nFlags:\n").append(flags(flags)).toString();
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

    /** What may follow which words: names of commands, and flags. For scripts of shells. */
    static Map<String, List<String>> completions() {
        Map<String, List<String>> words = new TreeMap<>();
        words.put("", Catalog.next(""));
        for (String path : Catalog.PATHS) {
            int blank = path.indexOf(' ');
            if (blank > 0) {
                String group = path.substring(0, blank);
                words.put(group, Catalog.next(group));
            }
            List<String> flags = new ArrayList<>();
            Catalog.command(path).syntax().flags().forEach(flag -> flags.add("--" + flag.name()));
            Globals.FLAGS.forEach(flag -> flags.add("--" + flag.name()));
            words.put(path, List.copyOf(flags));
        }
        return words;
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
