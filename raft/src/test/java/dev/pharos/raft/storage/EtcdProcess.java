package dev.pharos.raft.storage;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real etcd with one member on loopback ports, driven through its JSON gateway. */
final class EtcdProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final String url;

    private EtcdProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** The binary of an installed etcd. */
    static Optional<Path> binary() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "etcd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a member that takes a snapshot every few entries, and waits until it serves. */
    static EtcdProcess start(Path dataDir, int peerPort) throws IOException {
        String client = "http://127.0.0.1:" + freePort();
        String peer = "http://127.0.0.1:" + peerPort;
        Process process = new ProcessBuilder(
                        binary().orElseThrow().toString(),
                        "--name=one",
                        "--data-dir=" + dataDir,
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=one=" + peer,
                        "--snapshot-count=50")
                .redirectErrorStream(true)
                .start();
        EtcdProcess etcd = new EtcdProcess(process, client);
        etcd.awaitService();
        return etcd;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Reads the server's own words until it says that it serves, and the rest in the background. */
    private void awaitService() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); ; line = output.readLine()) {
            if (line == null) {
                throw new IOException("etcd ended before it served: " + said);
            }
            said.append(line).append('\n');
            if (line.contains("serving") && line.contains("client")) {
                break;
            }
        }
        Thread drain = new Thread(() -> output.lines().forEach(line -> {}), "etcd-output");
        drain.setUncaughtExceptionHandler((thread, ended) -> {});
        drain.setDaemon(true);
        drain.start();
    }

    /** The member and cluster ids and the term that the answer to a put carries. */
    record Header(long memberId, long clusterId, long term) {}

    Header put(String key, String value) throws IOException, InterruptedException {
        String answer = post("/v3/kv/put", "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\"}");
        return new Header(
                Long.parseUnsignedLong(field(answer, "member_id")),
                Long.parseUnsignedLong(field(answer, "cluster_id")),
                Long.parseUnsignedLong(field(answer, "raft_term")));
    }

    String get(String key) throws IOException, InterruptedException {
        String answer = post("/v3/kv/range", "{\"key\":\"" + base64(key) + "\"}");
        return new String(Base64.getDecoder().decode(field(answer, "value")), StandardCharsets.UTF_8);
    }

    /** As {@code kill -9} does. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        kill();
    }

    private String post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static String field(String json, String name) throws IOException {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IOException("no " + name + " in " + json);
        }
        return found.group(1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
