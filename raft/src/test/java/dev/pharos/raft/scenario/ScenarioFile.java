package dev.pharos.raft.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * A scenario as text: blocks with blank lines between them. A block of comments alone stands for itself;
 * any other has commands, a line {@code ----}, and what they are expected to print.
 */
record ScenarioFile(List<Block> blocks) {
    private static final String RULE = "----";

    /** {@code line} is where the block begins, counted from 1. */
    record Block(int line, List<String> commands, List<String> expected) {
        boolean isComment() {
            return commands.stream().allMatch(command -> command.startsWith("#"));
        }

        Block expecting(List<String> output) {
            return new Block(line, commands, output);
        }
    }

    ScenarioFile {
        blocks = List.copyOf(blocks);
    }

    static ScenarioFile parse(String text) {
        List<Block> blocks = new ArrayList<>();
        List<String> gathered = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i <= lines.size(); i++) {
            String line = i < lines.size() ? lines.get(i) : "";
            if (!line.isBlank()) {
                gathered.add(line);
            } else if (!gathered.isEmpty()) {
                blocks.add(block(i + 1 - gathered.size(), gathered));
                gathered.clear();
            }
        }
        return new ScenarioFile(blocks);
    }

    private static Block block(int line, List<String> lines) {
        int rule = lines.indexOf(RULE);
        return rule < 0
                ? new Block(line, List.copyOf(lines), List.of())
                : new Block(
                        line, List.copyOf(lines.subList(0, rule)), List.copyOf(lines.subList(rule + 1, lines.size())));
    }

    String render() {
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            text.append(text.isEmpty() ? "" : "\n");
            block.commands().forEach(line -> text.append(line).append('\n'));
            if (!block.isComment()) {
                text.append(RULE).append('\n');
                block.expected().forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }
}
