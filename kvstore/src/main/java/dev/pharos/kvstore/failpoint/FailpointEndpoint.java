package dev.pharos.kvstore.failpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Switches failpoints over HTTP as gofail does.
 *
 * <pre>
 *   GET /          all points, a line name=term each; off is an empty term
 *   GET /name      the term
 *   PUT /name      the body is the term: 204; 400 if it cannot be read
 *   DELETE /name   off: 204
 * </pre>
 *
 * <p>An unknown name answers 404. Requests are served one at a time by a daemon thread of its own, which knows
 * no limits of time or number: it is a door for tests.
 */
public final class FailpointEndpoint implements AutoCloseable {
    private static final int LONGEST_TERM_BYTES = 64 * 1024;

    private final HttpServer server;

    private FailpointEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens from the return on; port 0 takes a free one.
     *
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static FailpointEndpoint open(InetSocketAddress address) throws InterruptedException {
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("failpoint endpoint cannot listen on " + address, e);
        }
        server.createContext("/", FailpointEndpoint::serve);
        // The server's thread is a daemon only if the thread that starts it is one.
        Thread starter = new Thread(server::start, "failpoint-endpoint-start");
        starter.setDaemon(true);
        starter.start();
        starter.join();
        return new FailpointEndpoint(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer.status() == 405) {
                exchange.getResponseHeaders().set("Allow", "DELETE, GET, PUT");
            }
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    private static Answer answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String name = exchange.getRequestURI().getPath().substring(1);
        if (name.isEmpty() && method.equals("GET")) {
            return new Answer(200, list());
        }
        Optional<Failpoint> point = Failpoint.find(name);
        if (point.isEmpty()) {
            return new Answer(404, "no failpoint is called '" + name + "'\n");
        }
        return switch (method) {
            case "GET" -> new Answer(200, point.get().term() + "\n");
            case "PUT" -> enable(point.get(), exchange.getRequestBody());
            case "DELETE" -> {
                point.get().disable();
                yield new Answer(204, "");
            }
            default -> new Answer(405, "Method not allowed\n");
        };
    }

    private static Answer enable(Failpoint point, InputStream body) throws IOException {
        byte[] term = body.readNBytes(LONGEST_TERM_BYTES + 1);
        if (term.length > LONGEST_TERM_BYTES) {
            return new Answer(400, "a term has at most " + LONGEST_TERM_BYTES + " bytes\n");
        }
        try {
            point.enable(new String(term, StandardCharsets.UTF_8));
        } catch (MalformedTerm e) {
            return new Answer(400, e.getMessage() + "\n");
        }
        return new Answer(204, "");
    }

    private static String list() {
        return Arrays.stream(Failpoint.values())
                .map(point -> point.label() + "=" + point.term() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    private record Answer(int status, String body) {}
}
