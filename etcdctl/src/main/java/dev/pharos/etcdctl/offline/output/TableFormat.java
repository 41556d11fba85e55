package dev.pharos.etcdctl.offline.output;

import dev.pharos.etcdctl.offline.text.RawText;
import java.util.ArrayList;
import java.util.List;

/** A frame of lines, as since release 3.7: names in the middle of their columns, cells at the right. */
final class TableFormat implements OutputFormat {
    private static final String BAR = RawText.encode("\u2502");

    @Override
    public String status(SnapshotStatus status) {
        return table(Columns.of(status));
    }

    @Override
    public String hash(KeyHash hash) {
        return table(Columns.of(hash));
    }

    private static String table(Columns columns) {
        List<String> rules = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.names().size(); i++) {
            String name = columns.names().get(i);
            String cell = columns.cells().get(i);
            int width = Math.max(name.length(), cell.length());
            int left = (width - name.length()) / 2;
            rules.add("\u2500".repeat(width + 2));
            names.add(" ".repeat(left + 1) + name + " ".repeat(width - left - name.length() + 1));
            cells.add(" ".repeat(width - cell.length() + 1) + cell + " ");
        }
        return rule("\u250c", rules, "\u252c", "\u2510")
                + row(names)
                + rule("\u251c", rules, "\u253c", "\u2524")
                + row(cells)
                + rule("\u2514", rules, "\u2534", "\u2518");
    }

    private static String rule(String left, List<String> rules, String between, String right) {
        return RawText.encode(left + String.join(between, rules) + right) + "\n";
    }

    private static String row(List<String> cells) {
        return BAR + String.join(BAR, cells) + BAR + "\n";
    }
}
