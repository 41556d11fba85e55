package dev.pharos.kvstore.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One line of the table of metrics that etcd's dashboards, alerts and tools may ask for. */
record Contract(String name, String type, Set<String> labels, boolean atStart, String bounds) {
    static Map<String, Contract> byName() {
        try (InputStream table = Contract.class.getResourceAsStream("/metrics/contract.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(Contract::line)
                    .collect(Collectors.toMap(Contract::name, Function.identity(), (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Contract line(String line) {
        String[] cells = line.split("\t", -1);
        Set<String> labels = cells[2].isEmpty() ? Set.of() : new TreeSet<>(Set.of(cells[2].split(",")));
        return new Contract(cells[0], cells[1], labels, cells[3].equals("yes"), cells[4]);
    }
}
