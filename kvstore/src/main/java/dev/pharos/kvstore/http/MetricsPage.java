package dev.pharos.kvstore.http;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the metrics as Prometheus reads them. Called on the site's executor. */
@FunctionalInterface
public interface MetricsPage {
    void write(OutputStream out) throws IOException;
}
