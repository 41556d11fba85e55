package dev.pharos.kvstore.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.http.HttpServer;
import dev.pharos.kvstore.listen.RawConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpConnectionTest {
    /** Exchanges of {@code /later}, which the test answers itself. */
    private final BlockingQueue<Exchange> later = new LinkedBlockingQueue<>();

    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicLong flooded = new AtomicLong();
    private final CountDownLatch full = new CountDownLatch(1);
    private final HttpServer server = new HttpServer(this::begin);

    @AfterEach
    void close() throws InterruptedException {
        server.close();
    }

    private BodyReader begin(Exchange exchange) {
        switch (exchange.head().path()) {
            case "/later" -> {
                later.add(exchange);
                return new BodyReader() {
                    @Override
                    public void clientGone() {
                        gone.countDown();
                    }
                };
            }
            case "/body" -> {
                return echo(exchange);
            }
            case "/broken" -> throw new IllegalStateException("planted");
            case "/pieces" -> {
                exchange.begin(200, Map.of());
                exchange.write(Unpooled.copiedBuffer("one ", StandardCharsets.UTF_8));
                exchange.write(Unpooled.copiedBuffer("two", StandardCharsets.UTF_8));
                exchange.end();
            }
            case "/flood" -> {
                return flood(exchange);
            }
            default ->
                exchange.answer(Answer.of(200, Answer.TEXT, exchange.head().path()));
        }
        return BodyReader.IGNORING;
    }

    private static BodyReader echo(Exchange exchange) {
        return new WholeBody(1000) {
            @Override
            protected void whole(byte[] body) {
                exchange.answer(Answer.of(200, Answer.TEXT, new String(body, StandardCharsets.UTF_8)));
            }

            @Override
            protected void tooLong(long atLeastBytes) {
                exchange.answer(Answer.refusal(413, "too long"));
            }
        };
    }

    /** Writes for ever, but only as fast as the client reads. */
    private BodyReader flood(Exchange exchange) {
        exchange.begin(200, Map.of());
        BodyReader flood = new BodyReader() {
            @Override
            public void writable() {
                while (exchange.isWritable()) {
                    ByteBuf piece = Unpooled.wrappedBuffer(new byte[16 * 1024]);
                    flooded.addAndGet(piece.readableBytes());
                    exchange.write(piece);
                }
                full.countDown();
            }

            @Override
            public void clientGone() {
                gone.countDown();
            }
        };
        flood.writable();
        return flood;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static Answer text(String text) {
        return Answer.of(200, Answer.TEXT, text);
    }

    @Test
    void requests_follow_each_other_on_one_connection() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(get("/one"));
            assertThat(client.readThrough("/one"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: 4\r\n");
            client.send(get("/two"));
            assertThat(client.readThrough("/two")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void requests_sent_ahead_are_answered_in_their_order() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(get("/later") + get("/second") + get("/later") + get("/fourth"));
            Exchange first = later.take();
            CompletableFuture.runAsync(() -> first.answer(text("first"))).join();
            later.take().answer(text("third"));
            String all = client.readThrough("/fourth");
            assertThat(all).containsSubsequence("first", "/second", "third", "/fourth");
        }
    }

    @Test
    void many_requests_sent_ahead_are_all_answered() throws Exception {
        try (RawConnection client = server.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                requests.append(get("/n" + i + "."));
            }
            client.send(requests.toString());
            assertThat(client.readThrough("/n499.")).containsSubsequence("/n0.", "/n250.", "/n499.");
        }
    }

    @Test
    void bodies_come_by_length_or_in_chunks() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(client.readThrough("hello")).contains("200 OK");
            client.trickle("POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.trickle("3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
            assertThat(client.readThrough("abcdef")).contains("200 OK");
        }
    }

    @Test
    void a_client_that_asks_first_is_told_to_go_on() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
            client.send("hi" + get("/next"));
            assertThat(client.readThrough("/next")).containsSubsequence("hi", "/next");
        }
    }

    @Test
    void a_client_that_asks_first_and_is_answered_is_let_go() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 OK").endsWith("/x");
        }
    }

    @Test
    void a_body_over_the_limit_is_refused_and_the_client_reads_why() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 600000\r\n\r\n");
            client.send(new byte[600_000]);
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413").endsWith("too long\n");
        }
    }

    @Test
    void a_short_body_that_nobody_reads_does_not_cost_the_connection() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send("POST /plain HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n");
            client.send(new byte[20_000]).send(get("/next"));
            assertThat(client.readThrough("/next")).containsSubsequence("/plain", "/next");
        }
    }

    @Test
    void what_is_no_request_is_refused() throws Exception {
        assertThat(answerTo("GARBAGE\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(answerTo("GET / HTTP/1.1\r\n\r\n")).endsWith("400 Bad Request: missing required Host header");
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(answerTo("POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(300_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(answerTo("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
    }

    private String answerTo(String bytes) throws Exception {
        try (RawConnection client = server.connect()) {
            return client.send(bytes).readToEnd();
        }
    }

    @Test
    void old_clients_are_answered_and_let_go() throws Exception {
        assertThat(answerTo("GET /old HTTP/1.0\r\n\r\n"))
                .contains("Connection: close")
                .endsWith("/old");
        assertThat(answerTo("GET /pieces HTTP/1.0\r\n\r\n"))
                .doesNotContain("chunked")
                .endsWith("\r\n\r\none two");
    }

    @Test
    void a_connection_is_closed_when_the_client_wants_so() throws Exception {
        assertThat(answerTo("GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("Connection: close")
                .endsWith("/last");
        assertThat(answerTo("POST /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"))
                .endsWith("hi");
    }

    @Test
    void a_head_request_is_answered_without_body() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send("HEAD /four HTTP/1.1\r\nHost: x\r\n\r\n" + get("/next"));
            String all = client.readThrough("/next");
            assertThat(all).contains("Content-Length: 5\r\n").doesNotContain("/four");
        }
    }

    @Test
    void a_client_that_has_closed_its_side_still_gets_its_answer() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(get("/later"));
            Exchange waiting = later.take();
            client.socket().shutdownOutput();
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            waiting.answer(text("late but here"));
            assertThat(client.readToEnd()).endsWith("late but here");
        }
        try (RawConnection client = server.connect()) {
            client.send(get("/one") + get("/two"));
            client.socket().shutdownOutput();
            assertThat(client.readToEnd()).containsSubsequence("/one", "/two");
        }
    }

    @Test
    void a_handler_is_told_when_the_client_goes() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(get("/later"));
            later.take();
        }
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_slow_reader_holds_the_writer_back() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(get("/flood"));
            assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
            long before = flooded.get();
            assertThat(before).isLessThan(16 << 20);
            client.input().readNBytes(32 << 20);
            assertThat(flooded.get()).isGreaterThan(before);
        }
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_fault_in_a_handler_is_answered() throws Exception {
        try (RawConnection client = server.connect()) {
            client.send(get("/broken") + get("/next"));
            assertThat(client.readThrough("/next")).contains("500 Internal Server Error", "200 OK");
        }
    }

    @Test
    void stopping_waits_for_the_answer_under_way() throws Exception {
        try (RawConnection client = server.connect();
                RawConnection idle = server.connect()) {
            idle.send(get("/idle")).readThrough("/idle");
            client.send(get("/later"));
            Exchange waiting = later.take();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
                try {
                    server.stop(Duration.ofSeconds(30));
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            });
            assertThat(idle.readToEnd()).isEmpty();
            waiting.answer(text("the last word"));
            assertThat(client.readToEnd()).endsWith("the last word");
            stopped.get(20, TimeUnit.SECONDS);
        }
    }
}
