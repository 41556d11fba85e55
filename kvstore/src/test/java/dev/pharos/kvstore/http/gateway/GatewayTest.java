package dev.pharos.kvstore.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.http.AccessRules;
import dev.pharos.kvstore.http.HttpServer;
import dev.pharos.kvstore.http.HttpSite;
import dev.pharos.kvstore.http.health.FakeMember;
import dev.pharos.kvstore.listen.Protocols;
import dev.pharos.kvstore.listen.RawConnection;
import dev.pharos.kvstore.listen.fakes.FakeServer;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayTest {
    private static final String WATCH = "{\"create_request\":{\"key\":\"Zm9v\"}}";

    private final FakeServer services = new FakeServer();
    private final SlowSnapshot maintenance = new SlowSnapshot();
    private final BlockingQueue<Metadata> seen = new LinkedBlockingQueue<>();
    private Server inProcess;
    private ManagedChannel channel;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        String name = InProcessServerBuilder.generateName();
        InProcessServerBuilder builder =
                InProcessServerBuilder.forName(name).directExecutor().intercept(new Guard());
        services.grpc().services().forEach(builder::addService);
        inProcess = builder.addService(maintenance).build().start();
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
        FakeMember member = new FakeMember();
        HttpSite site = HttpSite.forClients(
                new HttpSite.Monitoring(member, member, out -> {}, Runnable::run),
                Optional.of(new Gateway(channel, FakeServer.MAX_MESSAGE_BYTES)),
                AccessRules.everyone());
        server = new HttpServer(Protocols.both(services.grpc(), site.pipeline()));
    }

    @AfterEach
    void close() throws InterruptedException {
        server.close();
        channel.shutdownNow();
        inProcess.shutdownNow();
    }

    /** Keeps the headers of each call, and refuses the token {@code bad}. */
    private final class Guard implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            seen.add(headers);
            if ("bad".equals(header(headers, "authorization"))) {
                call.close(Status.UNAUTHENTICATED.withDescription("etcdserver: invalid auth token"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }
    }

    private static String header(Metadata headers, String name) {
        return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    private static void until(IntSupplier count, int expected) {
        while (count.getAsInt() != expected) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void put(String key, String value) {
        services.kv.put(FakeServer.bytes(key), FakeServer.bytes(value));
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void refused(HttpResponse<String> answer, int status, int code, String text) {
        assertThat(answer.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + text + "\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void calls_are_answered_in_json() throws Exception {
        HttpResponse<String> put = server.post("/v3/kv/put", "{\"key\":\"Zm9v\",\"value\":\"YmFy\"}");
        assertThat(put.body())
                .isEqualTo("{\"header\":{\"cluster_id\":\"18446744073709551614\",\"member_id\":\"7\","
                        + "\"revision\":\"2\",\"raft_term\":\"2\"}}");
        assertThat(put.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(put.headers().firstValue("Grpc-Metadata-Content-Type")).contains("application/grpc");
        String kvs = "\"kvs\":[{\"key\":\"Zm9v\",\"create_revision\":\"2\",\"mod_revision\":\"2\",\"version\":\"1\","
                + "\"value\":\"YmFy\"}],\"count\":\"1\"}";
        assertThat(server.post("/v3/kv/range", "{\"key\":\"Zm9v\"}").body()).endsWith(kvs);
        assertThat(server.post("/v3beta/kv/range", "{\"key\":\"Zm9v\"}").body()).endsWith(kvs);
        assertThat(server.post("/v3/lease/grant", "{\"TTL\":\"30\",\"ID\":5}").body())
                .isEqualTo("{\"ID\":\"5\",\"TTL\":\"30\"}");
    }

    @Test
    void grpc_and_json_meet_on_one_port() throws Exception {
        ManagedChannel grpc = FakeServer.dial(server.port());
        FakeServer.kv(grpc)
                .put(PutRequest.newBuilder()
                        .setKey(FakeServer.bytes("a"))
                        .setValue(FakeServer.bytes("b"))
                        .build());
        grpc.shutdownNow();
        assertThat(server.post("/v3/kv/range", "{\"key\":\"YQ==\"}").body()).contains("\"value\":\"Yg==\"");
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void an_empty_body_is_an_empty_message() throws Exception {
        assertThat(server.post("/v3/kv/range", "").statusCode()).isEqualTo(200);
        assertThat(server.post("/v3/kv/range", " \n ").statusCode()).isEqualTo(200);
        assertThat(server.post("/v3/kv/range", "{\"key\":\"Zm9v\"} and more").statusCode())
                .isEqualTo(200);
    }

    @Test
    void errors_are_json_with_the_status_of_their_code() throws Exception {
        refused(server.post("/v3/kv/put", "{}"), 400, 3, "etcdserver: key is not provided");
        refused(server.post("/v3/kv/txn", "{}"), 501, 12, "Method etcdserverpb.KV/Txn is unimplemented");
        refused(server.post("/v3/no/such", "{}"), 404, 5, "Not Found");
        refused(server.get("/v3/no/such"), 404, 5, "Not Found");
        refused(server.get("/v3/kv/range"), 501, 12, "Method Not Allowed");
        refused(server.get("/v3/watch"), 501, 12, "Method Not Allowed");
    }

    @Test
    void what_is_no_message_is_refused() throws Exception {
        refused(server.post("/v3/kv/range", "{\"key\":\"Zm9v\""), 400, 3, "unexpected EOF");
        refused(
                server.post("/v3/kv/range", "not json"),
                400,
                3,
                "invalid character 'n' looking for beginning of object");
        refused(server.post("/v3/kv/range", "{\"key\":1}"), 400, 3, "proto: invalid value for bytes field key: number");
        refused(
                server.post("/v3/maintenance/snapshot", "[]"),
                400,
                3,
                "invalid character '[' looking for beginning of object");
        assertThat(server.post("/v3/kv/range", "{key:1}").statusCode()).isEqualTo(400);
    }

    @Test
    void a_request_over_the_limit_is_refused() throws Exception {
        String value = Base64.getEncoder().encodeToString(new byte[FakeServer.MAX_MESSAGE_BYTES]);
        HttpResponse<String> little = server.post("/v3/kv/put", "{\"key\":\"Zm9v\",\"value\":\"" + value + "\"}");
        refused(little, 429, 8, "grpc: received message larger than max (2097162 vs. 2097152)");
        String fits = Base64.getEncoder().encodeToString(new byte[FakeServer.MAX_MESSAGE_BYTES - 100]);
        assertThat(server.post("/v3/kv/put", "{\"key\":\"Zm9v\",\"value\":\"" + fits + "\"}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> much = server.post("/v3/kv/put", "{\"key\":\"" + "A".repeat(9 << 20) + "\"}");
        assertThat(much.statusCode()).isEqualTo(429);
        assertThat(much.body()).startsWith("{\"code\":8,\"message\":\"grpc: received message larger than max (");
    }

    @Test
    void tokens_and_marked_headers_are_passed_on() throws Exception {
        server.send(server.to("/v3/kv/range")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .header("Authorization", "token.7")
                .header("Grpc-Metadata-hasleader", "true")
                .header("Grpc-Metadata-grpc-timeout", "1n")
                .header("Other", "x"));
        Metadata headers = seen.take();
        assertThat(header(headers, "authorization")).isEqualTo("token.7");
        assertThat(header(headers, "hasleader")).isEqualTo("true");
        assertThat(header(headers, "grpcgateway-accept")).isEqualTo("*/*");
        assertThat(headers.keys()).doesNotContain("grpc-timeout", "other");
    }

    @Test
    void an_unknown_token_is_asked_for() throws Exception {
        HttpResponse<String> answer = server.send(server.to("/v3/kv/range")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .header("Authorization", "bad"));
        refused(answer, 401, 16, "etcdserver: invalid auth token");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("etcdserver: invalid auth token");
    }

    @Test
    void a_watch_goes_on_after_its_request_has_ended() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(post("/v3/watch", WATCH));
            assertThat(client.readThrough("\"created\":true}}\n"))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("Transfer-Encoding: chunked")
                    .contains("{\"result\":{\"header\":{");
            put("foo", "1");
            put("other", "2");
            put("foo", "3");
            assertThat(client.readThrough("\"value\":\"Mw==\"}}]}}\n"))
                    .contains("\"events\":[{\"kv\":{\"key\":\"Zm9v\"")
                    .contains("\"value\":\"MQ==\"");
            assertThat(services.watch.open()).isEqualTo(1);
        }
        until(services.watch::open, 0);
    }

    @Test
    void a_watch_may_be_created_byte_by_byte_and_without_the_end_of_the_request() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send("POST /v3/watch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < WATCH.length(); i++) {
                client.send("1\r\n" + WATCH.charAt(i) + "\r\n");
            }
            client.readThrough("\"created\":true}}\n");
            put("foo", "1");
            client.readThrough("\"events\"");
            client.send("0\r\n\r\n");
            put("foo", "2");
            client.readThrough("\"value\":\"Mg==\"");
        }
        until(services.watch::open, 0);
    }

    @Test
    void half_a_connection_is_no_reason_to_watch_on() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(post("/v3/watch", WATCH)).readThrough("\"created\":true}}\n");
            client.socket().shutdownOutput();
            assertThat(client.readToEnd()).contains("{\"error\":{\"code\":1,\"message\":\"context canceled\"}}\n");
        }
        until(services.watch::open, 0);
    }

    @Test
    void half_a_connection_with_more_requests_behind_a_watch_ends_as_well() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(post("/v3/watch", WATCH) + post("/v3/kv/range", "{}")).readThrough("\"created\":true}}\n");
            client.socket().shutdownOutput();
            assertThat(client.readToEnd()).isEqualTo("\r\n");
        }
        until(services.watch::open, 0);
    }

    @Test
    void what_a_watch_does_not_understand_leaves_it_silent() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(post("/v3/watch", "nonsense"));
            until(services.watch::open, 1);
        }
        until(services.watch::open, 0);
    }

    @Test
    void leases_are_kept_alive_one_after_the_other() throws Exception {
        HttpResponse<String> two = server.post("/v3/lease/keepalive", "{\"ID\":\"5\"}{\"ID\":6} {\"ID\":7}");
        assertThat(two.statusCode()).isEqualTo(200);
        assertThat(two.body()).isEqualTo("""
                        {"result":{"ID":"5","TTL":"10"}}
                        {"result":{"ID":"6","TTL":"10"}}
                        {"result":{"ID":"7","TTL":"10"}}
                        """);
        assertThat(server.post("/v3/lease/keepalive", "").body()).isEmpty();
        HttpResponse<String> malformed = server.post("/v3/lease/keepalive", "{\"ID\":[]}");
        assertThat(malformed.statusCode()).isEqualTo(200);
        assertThat(malformed.body()).isEmpty();
        until(services.lease::open, 0);
    }

    @Test
    void a_keepalive_is_answered_while_its_request_goes_on() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send("POST /v3/lease/keepalive HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 1; i < 5; i++) {
                client.send("8\r\n{\"ID\":" + i + "}\r\n");
                client.readThrough("\"ID\":\"" + i + "\"");
            }
            client.send("0\r\n\r\n");
            assertThat(client.readThrough("0\r\n\r\n")).endsWith("0\r\n\r\n");
            client.send(post("/v3/kv/range", "{}"));
            client.readThrough("\"header\"");
        }
        until(services.lease::open, 0);
    }

    @Test
    void ten_thousand_leases_in_one_request_are_all_kept_alive() throws Exception {
        HttpResponse<String> all = server.post("/v3/lease/keepalive", "{\"ID\":9}".repeat(10_000));
        assertThat(all.body().lines()).hasSize(10_000);
    }

    @Test
    void the_error_of_a_stream_is_its_last_line_or_the_whole_answer() throws Exception {
        HttpResponse<String> late = server.post("/v3/lease/keepalive", "{\"ID\":5}{\"ID\":404}");
        assertThat(late.body()).endsWith("}}\n{\"error\":{\"code\":5,\"message\":\"no such lease\"}}\n");
        assertThat(late.statusCode()).isEqualTo(200);
        HttpResponse<String> first = server.post("/v3/lease/keepalive", "{\"ID\":404}");
        assertThat(first.body()).isEqualTo("{\"error\":{\"code\":5,\"message\":\"no such lease\"}}\n");
        assertThat(first.statusCode()).isEqualTo(404);
    }

    @Test
    void a_slow_reader_holds_a_snapshot_back() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(post("/v3/maintenance/snapshot", "{}")).readThrough("\"blob\"");
            maintenance.awaitHeldBack();
            int before = maintenance.sent();
            assertThat(before).isLessThan(500);
            client.input().readNBytes(8 << 20);
            assertThat(maintenance.sent()).isGreaterThan(before);
        }
        assertThat(maintenance.cancelled()).isTrue();
    }

    @Test
    void fifty_clients_are_served_at_once() throws Exception {
        List<CompletableFuture<?>> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String key = Base64.getEncoder().encodeToString(("k" + i).getBytes(StandardCharsets.UTF_8));
            clients.add(server.client()
                    .sendAsync(
                            server.to("/v3/kv/put")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"key\":\"" + key + "\",\"value\":\"YQ==\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .thenAccept(answer -> assertThat(answer.statusCode()).isEqualTo(200)));
        }
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_websocket_carries_a_stream() throws Exception {
        Frames frames = new Frames();
        WebSocket socket = websocket("/v3/watch", frames);
        assertThat(socket.getSubprotocol()).isEqualTo("Bearer");
        assertThat(header(seen.take(), "authorization")).isEqualTo("Bearer abc");
        socket.sendText(WATCH.substring(0, 10), false).join();
        socket.sendText(WATCH.substring(10), true).join();
        assertThat(frames.take()).endsWith("\"created\":true}}");
        put("foo", "1");
        assertThat(frames.take()).contains("\"events\":[").doesNotContain("\n");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        until(services.watch::open, 0);
    }

    @Test
    void a_websocket_carries_single_calls_and_errors() throws Exception {
        Frames answer = new Frames();
        websocket("/v3/kv/put", answer).sendText("{\"key\":\"Zm9v\"}", true).join();
        assertThat(answer.take()).startsWith("{\"header\":{");
        assertThat(answer.take()).isEqualTo("closed 1000");
        Frames error = new Frames();
        websocket("/v3/kv/put", error).sendText("{}", true).join();
        assertThat(error.take()).isEqualTo("{\"code\":3,\"message\":\"etcdserver: key is not provided\"}");
        assertThat(error.take()).isEqualTo("closed 1000");
        Frames keepalive = new Frames();
        WebSocket leases = websocket("/v3/lease/keepalive", keepalive);
        leases.sendText("{\"ID\":1}{\"ID\":2}", true).join();
        assertThat(keepalive.take()).contains("\"ID\":\"1\"");
        assertThat(keepalive.take()).contains("\"ID\":\"2\"");
        leases.abort();
        until(services.lease::open, 0);
    }

    private WebSocket websocket(String path, Frames frames) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("Bearer", "abc")
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + path), frames)
                .get(20, TimeUnit.SECONDS);
    }

    /** What comes out of a websocket. */
    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

        String take() throws InterruptedException {
            return texts.take();
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            texts.add("closed " + code);
            return null;
        }
    }

    @Test
    void every_path_of_the_contract_is_there() {
        assertThat(Gateway.paths())
                .hasSize(51)
                .contains("/v3/kv/range", "/v3/watch", "/v3/kv/lease/leases", "/v3/maintenance/transfer-leadership")
                .contains("/v3/auth/user/changepw", "/v3/election/observe", "/v3/lock/unlock");
    }
}
