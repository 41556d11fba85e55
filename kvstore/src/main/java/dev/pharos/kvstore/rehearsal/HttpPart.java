package dev.pharos.kvstore.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The requests that probes and browsers make. Answers are read and not judged, not even whether they come. */
final class HttpPart {
    private static final int PATIENCE_MILLIS = 20_000;
    // {"key": "rehearsal"} with the key in Base64.
    private static final String RANGE = "{\"key\": \"cmVoZWFyc2Fs\"}";

    private final String url;

    HttpPart(String url) {
        this.url = url;
    }

    void play() {
        for (String path : List.of("/health", "/version", "/metrics", "/readyz")) {
            ask(path, "");
        }
        ask("/v3/kv/range", RANGE);
    }

    private void ask(String path, String body) {
        try {
            HttpURLConnection connection = open(path);
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
                }
            }
            read(connection);
        } catch (IOException e) {
            // The classes behind a path that does not answer are then loaded when they are needed.
            System.getLogger(HttpPart.class.getName()).log(System.Logger.Level.DEBUG, "no answer from {0}", path);
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        return connection;
    }

    private static void read(HttpURLConnection connection) throws IOException {
        boolean isRefusal = connection.getResponseCode() >= 400;
        try (InputStream answer = isRefusal ? connection.getErrorStream() : connection.getInputStream()) {
            if (answer != null) {
                answer.readAllBytes();
            }
        }
    }
}
