package dev.pharos.kvstore.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.http.HttpSite.Monitoring;
import dev.pharos.kvstore.http.health.FakeMember;
import dev.pharos.kvstore.listen.RawConnection;
import io.grpc.Status;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpSiteTest {
    private final FakeMember member = new FakeMember();
    private final List<HttpServer> servers = new ArrayList<>();
    private final HttpServer server = serve(HttpSite.forClients(
            monitoring(out -> out.write("up 1\n".getBytes(StandardCharsets.UTF_8))),
            Optional.empty(),
            AccessRules.everyone()));

    @AfterEach
    void close() throws InterruptedException {
        for (HttpServer each : servers) {
            each.close();
        }
    }

    private Monitoring monitoring(MetricsPage metrics) {
        return new Monitoring(member, member, metrics, task -> new Thread(task).start());
    }

    private HttpServer serve(HttpSite site) {
        HttpServer started = new HttpServer(site);
        servers.add(started);
        return started;
    }

    private void page(String path, int status, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.body()).as(path).isEqualTo(body);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
    }

    private static <T> CompletableFuture<T> failed(String text) {
        return CompletableFuture.failedFuture(
                new CompletionException(Status.UNAVAILABLE.withDescription(text).asRuntimeException()));
    }

    @Test
    void a_sound_member_is_healthy() throws Exception {
        page("/health", 200, "{\"health\":\"true\",\"reason\":\"\"}");
        page("/health?serializable=true", 200, "{\"health\":\"true\",\"reason\":\"\"}");
        assertThat(server.get("/health").headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        assertThat(member.told()).containsOnly("health SUCCESS");
    }

    @Test
    void alarms_make_it_unhealthy_unless_excluded() throws Exception {
        member.alarms = Set.of("NOSPACE");
        page("/health", 503, "{\"health\":\"false\",\"reason\":\"ALARM NOSPACE\"}\n");
        page("/health?exclude=CORRUPT", 503, "{\"health\":\"false\",\"reason\":\"ALARM NOSPACE\"}\n");
        page("/health?exclude=NOSPACE", 200, "{\"health\":\"true\",\"reason\":\"\"}");
        member.alarms = Set.of("CORRUPT", "NOSPACE");
        page("/health?exclude=NOSPACE", 503, "{\"health\":\"false\",\"reason\":\"ALARM CORRUPT\"}\n");
        page("/health?exclude=NOSPACE&exclude=CORRUPT", 200, "{\"health\":\"true\",\"reason\":\"\"}");
        member.alarms = Set.of("STRANGE");
        page("/health", 503, "{\"health\":\"false\",\"reason\":\"ALARM UNKNOWN\"}\n");
        assertThat(member.told()).contains("health ERROR", "health SUCCESS");
    }

    @Test
    void without_leader_only_the_serializable_health_is_good() throws Exception {
        member.leader = false;
        page("/health", 503, "{\"health\":\"false\",\"reason\":\"RAFT NO LEADER\"}\n");
        page("/health?serializable=true", 200, "{\"health\":\"true\",\"reason\":\"\"}");
        page("/health?serializable=false", 503, "{\"health\":\"false\",\"reason\":\"RAFT NO LEADER\"}\n");
    }

    @Test
    void a_read_that_fails_is_told() throws Exception {
        member.linearizable = failed("etcdserver: request timed out");
        page("/health", 503, "{\"health\":\"false\",\"reason\":\"RANGE ERROR:etcdserver: request timed out\"}\n");
        page("/health?serializable=true", 200, "{\"health\":\"true\",\"reason\":\"\"}");
    }

    @Test
    void a_slow_check_holds_up_nobody_else() throws Exception {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        member.linearizable = slow;
        try (RawConnection waiting = server.connect()) {
            waiting.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
            for (int i = 0; i < 10; i++) {
                page("/livez", 200, "ok\n");
            }
            slow.complete(null);
            assertThat(waiting.readThrough("}")).endsWith("{\"health\":\"true\",\"reason\":\"\"}");
        }
    }

    @Test
    void probes_tell_their_checks() throws Exception {
        page("/livez", 200, "ok\n");
        page("/readyz", 200, "ok\n");
        page("/livez?verbose", 200, "[+]serializable_read ok\nok\n");
        page(
                "/readyz?verbose=1",
                200,
                "[+]data_corruption ok\n[+]serializable_read ok\n[+]linearizable_read ok\n[+]non_learner ok\nok\n");
        page(
                "/readyz?verbose&exclude=data_corruption&exclude=non_learner&exclude=unknown",
                200,
                "[+]serializable_read ok\n[+]linearizable_read ok\nok\n");
        page("/readyz/linearizable_read?verbose", 200, "[+]linearizable_read ok\nok\n");
        page("/livez/serializable_read", 200, "ok\n");
        page("/readyz/unknown", 404, "404 page not found\n");
        page("/livez/linearizable_read", 404, "404 page not found\n");
        assertThat(member.told()).contains("livez serializable_read SUCCESS", "readyz non_learner SUCCESS");
    }

    @Test
    void probes_that_fail_list_everything() throws Exception {
        member.linearizable = failed("etcdserver: request timed out");
        member.learner = true;
        member.alarms = Set.of("CORRUPT");
        page("/readyz", 503, """
                [-]data_corruption failed: alarm activated: CORRUPT
                [+]serializable_read ok
                [-]linearizable_read failed: etcdserver: request timed out
                [-]non_learner failed: not supported for learner

                """);
        page("/readyz/non_learner", 503, "[-]non_learner failed: not supported for learner\n\n");
        page("/readyz?exclude=data_corruption&exclude=linearizable_read&exclude=non_learner", 200, "ok\n");
        page("/livez", 200, "ok\n");
        assertThat(member.told()).contains("readyz linearizable_read ERROR");
    }

    @Test
    void pages_for_reading_take_no_other_verb() throws Exception {
        for (String path : List.of("/health", "/livez", "/readyz/non_learner", "/version")) {
            HttpResponse<String> answer = server.post(path, "x");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.body()).isEqualTo("Method Not Allowed\n");
            assertThat(answer.headers().firstValue("Allow")).contains("GET");
        }
    }

    @Test
    void versions_and_metrics_are_told() throws Exception {
        page("/version", 200, "{\"etcdserver\":\"3.6.4\",\"etcdcluster\":\"not_decided\",\"storage\":\"unknown\"}");
        page("/metrics", 200, "up 1\n");
        assertThat(server.get("/version").headers().firstValue("content-type")).contains("application/json");
        assertThat(server.get("/metrics").headers().firstValue("content-type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(server.get("/debug/vars").body()).contains("\"cmdline\"", "\"memstats\"", "file_descriptor_limit");
    }

    @Test
    void metrics_that_cannot_be_written_are_an_error() throws Exception {
        HttpServer broken = serve(HttpSite.forMonitoring(monitoring(out -> {
            throw new IOException("planted");
        })));
        assertThat(broken.get("/metrics").statusCode()).isEqualTo(500);
        HttpServer busy = serve(HttpSite.forMonitoring(new Monitoring(member, member, out -> {}, task -> {
            throw new RejectedExecutionException("full");
        })));
        assertThat(busy.get("/metrics").statusCode()).isEqualTo(503);
    }

    @Test
    void other_paths_are_not_found() throws Exception {
        for (String path : List.of("/", "/nope", "/health/", "/v3/kv/range", "/v3beta/kv/range", "/debug/pprof/")) {
            page(path, 404, "404 page not found\n");
        }
    }

    @Test
    void monitoring_alone_serves_no_other_page() throws Exception {
        HttpServer monitoring = serve(HttpSite.forMonitoring(monitoring(out -> {})));
        assertThat(monitoring.get("/health").statusCode()).isEqualTo(200);
        assertThat(monitoring.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(monitoring.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(monitoring.get("/version").statusCode()).isEqualTo(404);
        assertThat(monitoring.get("/health").headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void every_origin_may_read_by_default() throws Exception {
        for (String path : List.of("/health", "/nope")) {
            assertThat(server.get(path).headers().map())
                    .containsEntry("access-control-allow-origin", List.of("*"))
                    .containsEntry("access-control-allow-methods", List.of("POST, GET, OPTIONS, PUT, DELETE"))
                    .containsEntry("access-control-allow-headers", List.of("accept, content-type, authorization"));
        }
        HttpResponse<String> options =
                server.send(server.to("/v3/kv/put").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.body()).isEmpty();
    }

    @Test
    void origins_can_be_named() throws Exception {
        HttpServer strict = serve(HttpSite.forClients(
                monitoring(out -> {}), Optional.empty(), new AccessRules(Set.of(), Set.of("http://good"))));
        assertThat(strict.send(strict.to("/health").header("Origin", "http://good"))
                        .headers()
                        .firstValue("access-control-allow-origin"))
                .contains("http://good");
        assertThat(strict.send(strict.to("/health").header("Origin", "http://bad"))
                        .headers()
                        .firstValue("access-control-allow-origin"))
                .isEmpty();
    }

    @Test
    void hosts_can_be_named() throws Exception {
        HttpServer strict = serve(HttpSite.forClients(
                monitoring(out -> {}), Optional.empty(), new AccessRules(Set.of("good", "::1"), Set.of("*"))));
        assertThat(asHost(strict, "good:2379")).startsWith("HTTP/1.1 200");
        assertThat(asHost(strict, "good")).startsWith("HTTP/1.1 200");
        assertThat(asHost(strict, "[::1]:2379")).startsWith("HTTP/1.1 200");
        assertThat(asHost(strict, "bad:2379"))
                .startsWith("HTTP/1.1 421 Misdirected Request")
                .contains("--host-whitelist \"bad\"")
                .doesNotContain("Access-Control");
    }

    private static String asHost(HttpServer server, String host) throws IOException {
        try (RawConnection client = server.connect()) {
            return client.send("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .readToEnd();
        }
    }
}
