package dev.pharos.benchmarks.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Medians of what each of the two did, and the least and the greatest. Owner: the main thread. */
final class Table {
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    void add(String row, String server, double value) {
        rows.computeIfAbsent(row, none -> new LinkedHashMap<>())
                .computeIfAbsent(server, none -> new ArrayList<>())
                .add(value);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| load | etcd | Pharos |\n|---|---|---|\n");
        rows.forEach((row, servers) -> text.append("| " + row + " | " + cell(servers.getOrDefault("etcd", List.of()))
                + " | " + cell(servers.getOrDefault("Pharos", List.of())) + " |\n"));
        return text.toString();
    }

    private static String cell(List<Double> values) {
        if (values.isEmpty()) {
            return "";
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        String range = sorted.size() == 1
                ? ""
                : " (" + number(sorted.get(0)) + "-" + number(sorted.get(sorted.size() - 1)) + ")";
        return number(median) + range;
    }

    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
