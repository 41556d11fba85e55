package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Draws operations as bars under one another; each stamp that occurs gets a column, in order but not to scale. */
final class Timeline {
    private static final int COLUMN_WIDTH = 2;

    private Timeline() {}

    static <I, O> String draw(List<Operation<I, O>> operations) {
        List<Operation<I, O>> rows = new ArrayList<>(operations);
        rows.sort(Comparator.comparingLong(Operation::invokedAt));
        TreeSet<Long> stamps = new TreeSet<>();
        for (Operation<I, O> operation : rows) {
            stamps.add(operation.invokedAt());
            stamps.add(operation.returnedAt());
        }
        List<Long> columns = List.copyOf(stamps);
        int width = (columns.size() - 1) * COLUMN_WIDTH + 1;
        StringBuilder text = new StringBuilder();
        for (Operation<I, O> operation : rows) {
            String bar = bar(operation, columns);
            text.append("  ").append(bar).append(" ".repeat(width - bar.length()));
            text.append("  ").append(operation).append('\n');
        }
        return text.toString();
    }

    private static String bar(Operation<?, ?> operation, List<Long> columns) {
        int from = columns.indexOf(operation.invokedAt()) * COLUMN_WIDTH;
        int to = columns.indexOf(operation.returnedAt()) * COLUMN_WIDTH;
        String middle = "=".repeat(Math.max(0, to - from - 1));
        String end = operation.isUnknown() ? ">" : "|";
        return " ".repeat(from) + (from == to ? "|" : "|" + middle + end);
    }
}
