package dev.pharos.kvstore.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Asks a server's metrics as Prometheus would. */
final class Scrape {
    private Scrape() {}

    static String text(ServerMetrics metrics) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    static Exposition of(ServerMetrics metrics) {
        return Exposition.parse(text(metrics));
    }
}
