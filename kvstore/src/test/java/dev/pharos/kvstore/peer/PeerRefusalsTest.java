package dev.pharos.kvstore.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.peer.frame.StreamKind;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.TimeoutNow;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Status and text of every answer but three are those that an etcd 3.6.14 gave to the same request, which was sent by
 * hand. The three: a version that is none, where etcd cuts the connection; messages from removed members, which etcd
 * means to refuse so and answers with 500; and a member that is still starting. Headers, but for who refuses, and all
 * that does not show in an answer come from the description of the protocol.
 */
final class PeerRefusalsTest {
    private static final Map<String, String> GOOD = Map.of(
            "X-Server-From", "2",
            "X-Server-Version", "3.4.23",
            "X-Min-Cluster-Version", "3.0.0",
            "X-Etcd-Cluster-ID", Long.toHexString(TestMember.CLUSTER),
            "X-Raft-To", "1");

    private final TestMember member = TestMember.start(1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        member.close();
    }

    @Test
    void other_methods_are_refused() throws Exception {
        is(get("/raft", GOOD), 405, "Method Not Allowed\n");
        is(get("/raft/snapshot", GOOD), 405, "Method Not Allowed\n");
        is(post("/raft/stream/message/2", GOOD, new byte[0]), 405, "Method Not Allowed\n");
        assertThat(get("/raft", GOOD).headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void versions_are_looked_at_before_everything_else() throws Exception {
        for (String path : new String[] {"/raft/stream/x/1", "/raft/stream/message/zz", "/raft/stream/message/2"}) {
            is(get(path, Map.of()), 412, "incompatible version\n");
            is(get(path, with("X-Server-Version", "2.3.8")), 412, "incompatible version\n");
            is(get(path, with("X-Server-Version", "nonsense")), 412, "incompatible version\n");
            is(get(path, with("X-Min-Cluster-Version", "3.7.0")), 412, "incompatible version\n");
        }
        is(post("/raft", Map.of(), new byte[0]), 412, "incompatible version\n");
        is(post("/raft/snapshot", Map.of(), new byte[0]), 412, "incompatible version\n");
    }

    @Test
    void members_of_other_clusters_are_refused() throws Exception {
        is(get("/raft/stream/message/2", with("X-Etcd-Cluster-ID", "c2")), 412, "cluster ID mismatch\n");
        is(post("/raft", with("X-Etcd-Cluster-ID", "c2"), new byte[0]), 412, "cluster ID mismatch\n");
    }

    @Test
    void refusals_say_who_refuses() throws Exception {
        HttpResponse<String> answer = get("/raft/stream/message/2", Map.of());
        assertThat(answer.headers().firstValue("X-Etcd-Cluster-ID")).contains("c1");
        assertThat(answer.headers().firstValue("X-Server-Version")).contains("3.6.6");
    }

    @Test
    void streams_need_a_known_member_and_the_right_address() throws Exception {
        is(get("/raft/stream/x/2", GOOD), 404, "invalid path\n");
        is(get("/raft/stream/message", GOOD), 404, "invalid path\n");
        is(get("/raft/stream/message/zz", GOOD), 404, "invalid from\n");
        is(get("/raft/stream/message/2", GOOD), 404, "error sender not found\n");
        member.knows(2, "http://127.0.0.1:1");
        is(get("/raft/stream/message/2", with("X-Raft-To", "3")), 412, "to field mismatch\n");
        member.network.setMembers(Map.of(), Set.of(2L));
        is(get("/raft/stream/message/2", GOOD), 410, "removed member\n");
        is(get("/raft/x", GOOD), 404, "404 page not found\n");
    }

    @Test
    void what_is_no_message_is_refused() throws Exception {
        is(post("/raft", GOOD, new byte[] {120}), 400, "error unmarshalling raft message\n");
        is(post("/raft", GOOD, new byte[0]), 500, "error processing raft message\n");
        is(post("/raft", GOOD, bytes(new TimeoutNow(new Envelope(2, 3, 4)))), 500, "error processing raft message\n");
        assertThat(member.inbox.isEmpty()).isTrue();
        assertThat(member.events.count("receive failed 2")).isEqualTo(1);
    }

    @Test
    void snapshots_need_a_head() throws Exception {
        is(post("/raft/snapshot", GOOD, new byte[0]), 400, "failed to decode raft message (EOF)\n");
        is(post("/raft/snapshot", GOOD, new byte[1]), 400, "failed to decode raft message (unexpected EOF)\n");
        is(
                post("/raft/snapshot", GOOD, framed(new TimeoutNow(new Envelope(2, 1, 4)))),
                400,
                "wrong raft message type\n");
        assertThat(member.snapshots.fates).isEmpty();
    }

    @Test
    void messages_are_taken() throws Exception {
        Message message = new TimeoutNow(new Envelope(2, 1, 4));
        is(post("/raft", GOOD, bytes(message)), 204, "");
        assertThat(member.inbox.next()).isEqualTo(message);
    }

    @Test
    void messages_from_removed_members_are_refused() throws Exception {
        member.network.setMembers(Map.of(), Set.of(2L));
        is(
                post("/raft", GOOD, bytes(new TimeoutNow(new Envelope(2, 1, 4)))),
                403,
                "{\"message\":\"cannot process message from removed member\"}");
        assertThat(member.inbox.isEmpty()).isTrue();
    }

    @Test
    void nothing_is_taken_before_there_is_an_inbox() throws Exception {
        try (TestMember starting = TestMember.withoutInbox(1)) {
            HttpRequest.Builder request = request(starting, "/raft", GOOD)
                    .POST(BodyPublishers.ofByteArray(bytes(new TimeoutNow(new Envelope(2, 1, 4)))));
            assertThat(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void probes_are_answered_to_anybody() throws Exception {
        HttpResponse<String> answer = get("/raft/probing", Map.of());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"OK\":true,\"Now\":\"\\d{4}-[-0-9T:.]+Z\"}\n");
    }

    private static void is(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static Map<String, String> with(String header, String value) {
        Map<String, String> headers = new TreeMap<>(GOOD);
        headers.put(header, value);
        return headers;
    }

    private HttpResponse<String> get(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        return client.send(request(member, path, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = request(member, path, headers)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(TestMember to, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to.url() + path));
        headers.forEach(request::header);
        return request;
    }

    private static byte[] framed(Message message) {
        ByteBuf frame = Unpooled.buffer();
        StreamKind.MESSAGE.writer().message(message, frame);
        return ByteBufUtil.getBytes(frame);
    }

    private static byte[] bytes(Message message) {
        byte[] frame = framed(message);
        return Arrays.copyOfRange(frame, Long.BYTES, frame.length);
    }
}
