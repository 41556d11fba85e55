package dev.pharos.client.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import dev.pharos.client.Client;
import dev.pharos.client.Requests;
import dev.pharos.client.channel.ConnectionOptions.Sizes;
import dev.pharos.client.data.CallFailure;
import dev.pharos.client.data.CallFailure.Outcome;
import dev.pharos.client.data.Endpoint;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.kvstore.server.LocalServer;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.SnapshotResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class CallsTest {
    @TempDir
    private Path folder;

    private static CallFailure failureOf(CompletableFuture<?> call) {
        Throwable thrown = catchThrowable(call::join);
        assertThat(thrown).isInstanceOf(CompletionException.class).hasCauseInstanceOf(CallFailure.class);
        return (CallFailure) thrown.getCause();
    }

    @Test
    void what_is_put_is_found_by_everybody() throws InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder);
                Client client = Client.connect(cluster.clientUrl())) {
            client.kv().put(Requests.put("a", "1"), Requests.PATIENCE).join();
            RangeResponse found =
                    client.kv().range(Requests.range("a"), Requests.PATIENCE).join();
            assertThat(found.getKvs(0).getValue()).isEqualTo(Requests.bytes("1"));
        }
    }

    @Test
    void an_error_of_the_server_is_known_by_its_text_and_certain() throws InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder);
                Client client = Client.connect(cluster.endpoint())) {
            RangeRequest future =
                    Requests.range("a").toBuilder().setRevision(99).build();
            CallFailure failure = failureOf(client.kv().range(future, Requests.PATIENCE));
            assertThat(failure.error()).contains(EtcdError.FUTURE_REVISION);
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_DONE);
        }
    }

    @Test
    void where_nobody_answers_each_endpoint_is_named_with_its_cause() {
        String first = Requests.nobody();
        String second = Requests.nobody();
        try (Client client = Client.connect(first, second)) {
            CallFailure failure = failureOf(client.kv().put(Requests.put("a", "1"), Duration.ofMillis(500)));
            assertThat(failure.isLate()).isTrue();
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_DONE);
            assertThat(failure.getCause()).hasMessageContaining(first).hasMessageContaining(second);
            assertThat(failure.getCause()).hasMessageContaining("refused");
        }
    }

    @Test
    void dead_endpoints_are_passed_over() throws InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder);
                Client client = Client.connect(Requests.nobody(), Requests.nobody(), cluster.endpoint())) {
            client.kv().put(Requests.put("a", "1"), Requests.PATIENCE).join();
        }
    }

    @Test
    void calls_go_on_with_the_members_that_are_left() throws InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder, 3)) {
            List<String> urls =
                    cluster.members().stream().map(LocalServer::clientUrl).toList();
            try (Client client = Client.builder().endpoints(urls).build()) {
                client.kv().put(Requests.put("a", "1"), Requests.PATIENCE).join();
                cluster.member(0).stop();
                RangeResponse found = client.kv()
                        .range(Requests.range("a"), Requests.PATIENCE)
                        .join();
                assertThat(found.getCount()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_call_waits_for_a_server_that_comes_back() throws InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder);
                Client client = Client.connect(cluster.endpoint())) {
            client.kv().put(Requests.put("a", "1"), Requests.PATIENCE).join();
            cluster.member(0).stop();
            CompletableFuture<RangeResponse> waiting = client.kv().range(Requests.range("a"), Requests.PATIENCE);
            CompletableFuture<?> writing = client.kv().put(Requests.put("b", "1"), Requests.PATIENCE);
            cluster.member(0).start();
            assertThat(waiting.join().getCount()).isEqualTo(1);
            writing.join();
        }
    }

    @Test
    void a_request_that_is_too_large_never_leaves() throws InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder);
                Client client = Client.builder()
                        .endpoints(List.of(cluster.endpoint()))
                        .sizes(new Sizes(100, Integer.MAX_VALUE))
                        .build()) {
            CallFailure failure = failureOf(client.kv().put(Requests.put("a", "1".repeat(100)), Requests.PATIENCE));
            assertThat(failure.text()).isEqualTo("trying to send message larger than max (105 vs. 100)");
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_DONE);
        }
    }

    @Test
    void one_member_among_several_can_be_asked() throws InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder, 3);
                Client client = Client.connect(cluster.clientUrl())) {
            for (LocalServer member : cluster.members()) {
                try (Client one = client.at(Endpoint.parse(member.endpoint()))) {
                    assertThat(one.maintenance()
                                    .status(StatusRequest.getDefaultInstance(), Requests.PATIENCE)
                                    .join()
                                    .getHeader()
                                    .getMemberId())
                            .isEqualTo(member.server().memberId());
                }
            }
            client.kv().put(Requests.put("a", "1"), Requests.PATIENCE).join();
        }
    }

    @Test
    void a_stream_is_read_at_the_pace_of_its_reader() throws InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder);
                Client client = Client.connect(cluster.endpoint());
                ReceivedStream<SnapshotResponse> stream = client.maintenance().snapshot()) {
            ByteString whole = ByteString.EMPTY;
            Optional<SnapshotResponse> piece = stream.next(Requests.PATIENCE);
            while (piece.isPresent()) {
                whole = whole.concat(piece.get().getBlob());
                piece = stream.next(Requests.PATIENCE);
            }
            assertThat(whole.size() % 512).isEqualTo(32);
            assertThat(stream.next(Requests.PATIENCE)).isEmpty();
        }
    }

    @Test
    void a_stream_that_nobody_answers_has_an_end_for_its_reader() throws InterruptedException {
        try (Client client = Client.connect(Requests.nobody());
                ReceivedStream<SnapshotResponse> stream = client.maintenance().snapshot()) {
            Throwable thrown = catchThrowable(() -> stream.next(Duration.ofMillis(50)));
            assertThat(thrown)
                    .isInstanceOfSatisfying(
                            CallFailure.class,
                            failure -> assertThat(failure.isLate()).isTrue());
        }
    }

    @Test
    void a_closed_client_fails_its_calls() {
        Client client = Client.connect(Requests.nobody());
        CompletableFuture<?> call = client.kv().put(Requests.put("a", "1"), Duration.ofSeconds(5));
        client.close();
        assertThat(failureOf(call).outcome()).isEqualTo(Outcome.NOT_DONE);
    }
}
