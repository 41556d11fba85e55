package dev.pharos.kvstore.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private final HandCall<String> client = new HandCall<>();

    @Test
    void an_answer_is_sent_when_it_is_there_and_ends_the_call() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Replies.send(client, () -> answer);
        assertThat(client.isOver()).isFalse();

        answer.complete("done");
        assertThat(client.sent()).containsExactly("done");
        assertThat(client.isCompleted()).isTrue();
    }

    @Test
    void refusals_found_at_once_or_later_are_told_alike() {
        Replies.send(client, () -> {
            throw new Refusal(EtcdError.EMPTY_KEY);
        });
        HandCall<String> later = new HandCall<>();
        Replies.send(
                later,
                () -> CompletableFuture.supplyAsync(
                        () -> {
                            throw new Refusal(EtcdError.EMPTY_KEY);
                        },
                        Runnable::run));
        HandCall<String> now = new HandCall<>();
        Replies.sendNow(now, () -> {
            throw new Refusal(EtcdError.EMPTY_KEY);
        });

        for (HandCall<String> each : java.util.List.of(client, later, now)) {
            assertThat(each.sent()).isEmpty();
            assertThat(each.failure())
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            told -> assertThat(told.getStatus())
                                    .extracting(Status::getCode, Status::getDescription)
                                    .containsExactly(Status.Code.INVALID_ARGUMENT, "etcdserver: key is not provided"));
        }
    }

    @Test
    void a_full_pool_of_workers_means_too_many_requests() {
        Status status = Replies.statusOf(new CompletionException(new RejectedExecutionException("full")))
                .getStatus();

        assertThat(status.getDescription()).isEqualTo("etcdserver: too many requests");
        assertThat(status.getCode()).isEqualTo(Status.Code.UNKNOWN);
    }

    @Test
    void what_is_a_status_already_stays_one() {
        StatusRuntimeException known = Status.ABORTED.withDescription("x").asRuntimeException();

        assertThat(Replies.statusOf(new CompletionException(known))).isSameAs(known);
        assertThat(Replies.statusOf(Status.ABORTED.asException()).getStatus().getCode())
                .isEqualTo(Status.Code.ABORTED);
    }

    @Test
    void a_failure_without_meaning_for_clients_is_unknown_and_has_its_text() {
        Status status = Replies.statusOf(
                        new CompletionException(new CompletionException(new IllegalStateException("odd"))))
                .getStatus();

        assertThat(status.getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(status.getDescription()).isEqualTo("odd");
    }
}
