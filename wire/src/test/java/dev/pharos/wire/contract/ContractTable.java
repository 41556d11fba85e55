package dev.pharos.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** One table of the contract: a row per line, columns parted by tabs, comments behind {@code #}. */
public final class ContractTable {
    private ContractTable() {}

    /** Fails on rows that the table has and the code lacks, or the other way round. */
    public static void assertMatches(String name, List<String> found) {
        List<String> lacking = new ArrayList<>(rows(name));
        found.forEach(lacking::remove);
        List<String> invented = new ArrayList<>(found);
        rows(name).forEach(invented::remove);

        assertThat(List.of(lacking, invented))
                .as("%s: rows lacking, rows invented", name)
                .isEqualTo(List.of(List.of(), List.of()));
    }

    public static List<String> rows(String name) {
        try (InputStream table = ContractTable.class.getResourceAsStream("/contract/" + name)) {
            if (table == null) {
                throw new IllegalArgumentException("no table " + name);
            }
            return new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String row(Object... columns) {
        StringBuilder row = new StringBuilder();
        for (Object column : columns) {
            row.append(row.isEmpty() ? "" : "\t").append(column);
        }
        return row.toString();
    }
}
