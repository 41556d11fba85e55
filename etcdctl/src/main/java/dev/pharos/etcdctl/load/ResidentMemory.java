package dev.pharos.etcdctl.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/** What a member says of its memory. */
final class ResidentMemory {
    private static final String METRIC = "process_resident_memory_bytes ";
    private static final int PATIENCE_MILLIS = 5_000;

    private ResidentMemory() {}

    /** In bytes; empty if it cannot be read. */
    static OptionalDouble of(String endpoint) {
        String address = endpoint.contains("://") ? endpoint : "http://" + endpoint;
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address + "/metrics").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                return lines.lines()
                        .filter(line -> line.startsWith(METRIC))
                        .mapToDouble(line -> Double.parseDouble(line.substring(METRIC.length())))
                        .findFirst();
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            // The caller says that it could not be read.
            return OptionalDouble.empty();
        }
    }
}
