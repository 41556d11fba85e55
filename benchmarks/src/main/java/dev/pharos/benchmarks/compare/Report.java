package dev.pharos.benchmarks.compare;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The table as Markdown. */
final class Report {
    private static final double NOISY_SHARE = 0.05;

    private final Results etcd;
    private final Results pharos;

    Report(Results etcd, Results pharos) {
        this.etcd = etcd;
        this.pharos = pharos;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("| load | unit | etcd | Pharos | better by | goal |\n|---|---|---|---|---|---|\n");
        for (Row row : Row.values()) {
            if (!Double.isNaN(etcd.median(row)) || !Double.isNaN(pharos.median(row))) {
                text.append(line(row));
            }
        }
        text.append('\n');
        failures(text, "etcd", etcd);
        failures(text, "Pharos", pharos);
        noise(text, "etcd", etcd);
        noise(text, "Pharos", pharos);
        client(text);
        return text.toString();
    }

    private String line(Row row) {
        double theirs = etcd.median(row);
        double ours = pharos.median(row);
        double advantage = row.advantage(ours, theirs);
        String factor = Double.isFinite(advantage) ? number(advantage) + "x" : "";
        return "| " + row.title + " | " + row.unit + " | " + cell(etcd, row) + " | " + cell(pharos, row) + " | "
                + factor + " | " + goal(row, ours, theirs) + " |\n";
    }

    private static String goal(Row row, double ours, double theirs) {
        OptionalDouble goal = row.goal(theirs);
        if (goal.isEmpty() || Double.isNaN(ours)) {
            return "";
        }
        boolean reached = row.advantage(ours, goal.getAsDouble()) >= 1;
        return number(goal.getAsDouble()) + (reached ? ", reached" : ", **missed**");
    }

    private static String cell(Results results, Row row) {
        double median = results.median(row);
        if (Double.isNaN(median)) {
            return "";
        }
        double least = results.least(row);
        double greatest = results.greatest(row);
        boolean spread = greatest > least;
        return number(median) + (spread ? " (" + number(least) + "-" + number(greatest) + ")" : "");
    }

    private static void failures(StringBuilder text, String name, Results results) {
        results.failures()
                .forEach((load, message) -> text.append("- **" + name + " failed** " + load + ": " + message + "\n"));
    }

    private static void noise(StringBuilder text, String name, Results results) {
        StringBuilder noisy = new StringBuilder();
        for (Map.Entry<String, Double> share : results.foreign().entrySet()) {
            if (share.getValue() > NOISY_SHARE) {
                noisy.append(String.format(Locale.ROOT, " %s %.0f %%", share.getKey(), share.getValue() * 100));
            }
        }
        if (!noisy.isEmpty()) {
            text.append("- Others (kernel threads among them) took more than 5 % of the machine, ")
                    .append(name + ":" + noisy + "\n");
        }
    }

    private void client(StringBuilder text) {
        text.append("- The generator's own cost, us per request:");
        pharos.client().forEach((load, micros) -> text.append(" " + load + " " + number(micros)));
        text.append('\n');
    }

    /** Three significant digits. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
