package dev.pharos.kvstore.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FailpointEndpointTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private FailpointEndpoint endpoint;

    @BeforeEach
    void open() throws InterruptedException {
        endpoint = FailpointEndpoint.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() {
        endpoint.close();
        Arrays.stream(Failpoint.values()).forEach(Failpoint::disable);
    }

    @Test
    void all_points_are_listed_by_name_with_their_terms() throws Exception {
        Failpoint.WAL_BEFORE_SYNC.enable("sleep(\"10ms\")");
        HttpResponse<String> list = call("GET", "/", "");

        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body().lines())
                .hasSize(Failpoint.values().length)
                .isSorted()
                .contains("walBeforeSync=sleep(\"10ms\")", "walAfterSync=");
    }

    @Test
    void a_point_is_switched_on_read_and_switched_off() throws Exception {
        assertThat(call("PUT", "/beforeCommit", "return(\"x\")").statusCode()).isEqualTo(204);
        assertThat(Failpoint.BEFORE_COMMIT.evaluate()).contains("x");
        assertThat(call("GET", "/beforeCommit", "").body()).isEqualTo("return(\"x\")\n");
        assertThat(call("DELETE", "/beforeCommit", "").statusCode()).isEqualTo(204);
        assertThat(Failpoint.BEFORE_COMMIT.evaluate()).isEmpty();
        assertThat(call("GET", "/beforeCommit", "").body()).isEqualTo("\n");
    }

    @Test
    void an_unknown_name_is_not_found() throws Exception {
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            HttpResponse<String> answer = call(method, "/nowhere", "panic");
            assertThat(answer.statusCode()).as(method).isEqualTo(404);
            assertThat(answer.body()).contains("'nowhere'");
        }
    }

    @Test
    void a_bad_term_is_refused_with_the_reason() throws Exception {
        HttpResponse<String> answer = call("PUT", "/beforeCommit", "boom");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("'boom'");
        assertThat(call("PUT", "/beforeCommit", "x".repeat(100_000)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void other_methods_are_not_allowed() throws Exception {
        assertThat(call("POST", "/beforeCommit", "panic").statusCode()).isEqualTo(405);
    }

    @Test
    void the_endpoint_does_not_keep_the_process_alive() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void an_address_in_use_is_refused() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());

        assertThatThrownBy(() -> FailpointEndpoint.open(taken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen");
    }

    private HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
