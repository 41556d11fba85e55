package dev.pharos.kvstore.http;

import dev.pharos.kvstore.http.exchange.HttpConnection;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import dev.pharos.kvstore.listen.ClientListener;
import dev.pharos.kvstore.listen.EventLoops;
import dev.pharos.kvstore.listen.ListenAddress;
import dev.pharos.kvstore.listen.ListenOptions;
import dev.pharos.kvstore.listen.Protocols;
import dev.pharos.kvstore.listen.RawConnection;
import dev.pharos.kvstore.listen.fakes.FakeServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A handler behind a port of this machine. */
public final class HttpServer {
    private final EventLoops loops = EventLoops.start(2, "http-test");
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ClientListener listener;

    public HttpServer(RequestHandler handler) {
        this(Protocols.httpOnly(pipeline -> HttpConnection.install(pipeline, handler)));
    }

    public HttpServer(Protocols protocols) {
        listener = ClientListener.start(
                ListenOptions.of(List.of(ListenAddress.tcp("127.0.0.1", 0)), FakeServer.MAX_MESSAGE_BYTES),
                protocols,
                loops);
    }

    public int port() {
        return listener.port();
    }

    public RawConnection connect() throws IOException {
        return new RawConnection(port());
    }

    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(to(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpClient client() {
        return client;
    }

    public void stop(Duration drain) throws InterruptedException {
        listener.stop(drain);
    }

    public void close() throws InterruptedException {
        listener.stop(Duration.ZERO);
        loops.close();
    }
}
