package dev.pharos.kvstore.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class KeepAliveCallTest {
    private final HandCall<LeaseKeepAliveResponse> client = new HandCall<>();
    private final List<Long> asked = new ArrayList<>();
    private final List<CompletableFuture<LeaseKeepAliveResponse>> renewals = new ArrayList<>();
    private final KeepAliveCall call = new KeepAliveCall(client, this::renew, ended -> {});

    private CompletionStage<LeaseKeepAliveResponse> renew(long id) {
        if (id < 0) {
            throw new Refusal(EtcdError.NO_LEADER);
        }
        asked.add(id);
        CompletableFuture<LeaseKeepAliveResponse> renewal = new CompletableFuture<>();
        renewals.add(renewal);
        return renewal;
    }

    @Test
    void nothing_is_read_from_a_client_that_does_not_read() {
        assertThat(client.requested()).isZero();
        client.makeRoom(1);
        assertThat(client.requested()).isEqualTo(1);
    }

    @Test
    void the_next_request_is_read_when_the_one_before_is_answered() {
        client.makeRoom(5);
        call.onNext(request(7));
        assertThat(client.requested()).isEqualTo(1);

        answer(0, 7);
        assertThat(client.requested()).isEqualTo(2);
        call.onNext(request(8));
        answer(1, 8);
        assertThat(asked).containsExactly(7L, 8L);
        assertThat(client.sent()).extracting(LeaseKeepAliveResponse::getID).containsExactly(7L, 8L);
    }

    @Test
    void a_client_that_stops_reading_is_not_read_from_until_it_reads_again() {
        client.makeRoom(1);
        call.onNext(request(7));
        answer(0, 7);
        assertThat(client.requested()).isEqualTo(1);

        client.makeRoom(1);
        assertThat(client.requested()).isEqualTo(2);
    }

    @Test
    void a_client_that_has_said_all_gets_its_last_answer_and_then_the_end() {
        client.makeRoom(5);
        call.onNext(request(7));
        call.onCompleted();
        assertThat(client.isCompleted()).isFalse();

        answer(0, 7);
        assertThat(client.sent()).hasSize(1);
        assertThat(client.isCompleted()).isTrue();
    }

    @Test
    void a_client_that_says_nothing_more_ends_at_once() {
        client.makeRoom(5);
        call.onCompleted();

        assertThat(client.isCompleted()).isTrue();
    }

    @Test
    void a_refusal_ends_the_stream_with_its_error_whether_it_comes_at_once_or_later() {
        client.makeRoom(5);
        call.onNext(request(7));
        renewals.get(0).completeExceptionally(new Refusal(EtcdError.NO_LEADER));

        assertThat(client.failure()).isNotNull().hasMessageContaining("etcdserver: no leader");

        HandCall<LeaseKeepAliveResponse> second = new HandCall<>();
        new KeepAliveCall(second, this::renew, ended -> {}).onNext(request(-1));
        assertThat(second.failure()).isNotNull().hasMessageContaining("etcdserver: no leader");
    }

    @Test
    void nothing_is_sent_to_a_client_that_has_gone() {
        client.makeRoom(5);
        call.onNext(request(7));
        call.onError(Status.CANCELLED.asRuntimeException());
        answer(0, 7);

        assertThat(client.sent()).isEmpty();
        assertThat(client.isOver()).isFalse();
    }

    private void answer(int place, long id) {
        renewals.get(place)
                .complete(
                        LeaseKeepAliveResponse.newBuilder().setID(id).setTTL(60).build());
    }

    private static LeaseKeepAliveRequest request(long id) {
        return LeaseKeepAliveRequest.newBuilder().setID(id).build();
    }
}
