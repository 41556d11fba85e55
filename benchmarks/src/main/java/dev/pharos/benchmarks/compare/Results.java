package dev.pharos.benchmarks.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All values of one server, one per visit, and what went wrong. Owner: the main thread. */
final class Results {
    private final Map<Row, List<Double>> values = new EnumMap<>(Row.class);
    private final Map<String, String> failures = new TreeMap<>();
    private final Map<String, Double> foreign = new TreeMap<>();
    private final Map<String, Double> client = new TreeMap<>();

    void add(Row row, double value) {
        values.computeIfAbsent(row, r -> new ArrayList<>()).add(value);
    }

    void failed(String load, String message) {
        failures.put(load, message);
    }

    /** The greatest share of the machine that others took during a load, and what the generator spent. */
    void circumstances(String load, double foreignShare, double clientMicros) {
        foreign.merge(load, foreignShare, Math::max);
        client.merge(load, clientMicros, Math::max);
    }

    double median(Row row) {
        double[] sorted = sorted(row);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least(Row row) {
        return Arrays.stream(sorted(row)).min().orElse(Double.NaN);
    }

    double greatest(Row row) {
        return Arrays.stream(sorted(row)).max().orElse(Double.NaN);
    }

    Map<String, String> failures() {
        return failures;
    }

    Map<String, Double> foreign() {
        return foreign;
    }

    Map<String, Double> client() {
        return client;
    }

    private double[] sorted(Row row) {
        return values.getOrDefault(row, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }
}
