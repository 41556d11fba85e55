package dev.pharos.etcdctl.offline.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The help of a command.
 *
 * @param path the names from the tool down to the command
 * @param global flags of the tool, which every command has
 */
record UsageText(List<String> path, Command command, List<Flag> global) {
    private static final int LEAST_NAME_WIDTH = 11;

    String text() {
        boolean isTool = path.size() == 1;
        boolean isGroup = !command.members().isEmpty();
        List<Flag> own = new ArrayList<>(command.definition().flags());
        own.add(help());
        if (isTool) {
            own.addAll(global);
        }
        StringBuilder text =
                new StringBuilder("Usage:\n  ").append(line(isGroup)).append('\n');
        if (isGroup) {
            text.append("\nAvailable Commands:\n").append(commands());
        }
        text.append("\nFlags:\n").append(lines(own));
        if (!isTool) {
            text.append("\nGlobal Flags:\n").append(lines(global));
        }
        if (isGroup) {
            text.append("\nUse \"")
                    .append(String.join(" ", path))
                    .append(" [command] --help\" for more information about a command.\n");
        }
        return text.toString();
    }

    private String line(boolean isGroup) {
        String operands = command.definition().operands();
        String names = String.join(" ", path);
        if (isGroup) {
            return names + " [command]";
        }
        return names
                + (operands.isEmpty() ? "" : " " + operands)
                + (command.definition().choices().isEmpty() ? " [flags]" : "");
    }

    private Flag help() {
        return Flag.toggle("help", "help for " + command.definition().name()).or("h");
    }

    private String commands() {
        List<Definition> all = command.members().stream()
                .map(Command::definition)
                .sorted(Comparator.comparing(Definition::name))
                .toList();
        StringBuilder text = new StringBuilder();
        for (Definition each : all) {
            String padding = " ".repeat(LEAST_NAME_WIDTH - each.name().length());
            text.append("  ")
                    .append(each.name())
                    .append(padding)
                    .append(' ')
                    .append(each.summary())
                    .append('\n');
        }
        return text.toString();
    }

    private static String lines(List<Flag> flags) {
        int width =
                flags.stream().mapToInt(flag -> flag.signature().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        flags.stream().sorted(Comparator.comparing(Flag::name)).forEach(flag -> {
            String signature = flag.signature();
            text.append("  ").append(signature).append(" ".repeat(width - signature.length() + 3));
            text.append(flag.description());
            flag.shownDefault()
                    .ifPresent(value -> text.append(" (default ").append(value).append(')'));
            text.append('\n');
        });
        return text.toString();
    }
}
