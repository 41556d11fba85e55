package dev.pharos.wire.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryClassTest {
    private static final Status NOT_SENT = Status.UNAVAILABLE.withDescription("there is no connection available");

    @Test
    void reads_are_repeated_when_the_server_is_unavailable_and_only_then() {
        assertThat(codesRetried(RetryClass.REPEATABLE)).containsExactly(Status.Code.UNAVAILABLE);
    }

    @Test
    void streams_are_opened_again_after_unavailable_and_internal() {
        assertThat(codesRetried(RetryClass.STREAM))
                .containsExactlyInAnyOrder(Status.Code.UNAVAILABLE, Status.Code.INTERNAL);
    }

    @Test
    void writes_are_repeated_only_if_they_never_left() {
        assertThat(codesRetried(RetryClass.ONCE)).isEmpty();
        assertThat(RetryClass.ONCE.retries(EtcdError.TIMEOUT.toStatus())).isFalse();
        assertThat(RetryClass.ONCE.retries(NOT_SENT)).isTrue();
        assertThat(RetryClass.ONCE.retries(Status.UNAVAILABLE.withDescription("there is no address available")))
                .isTrue();
        assertThat(RetryClass.ONCE.retries(Status.UNKNOWN.withDescription(NOT_SENT.getDescription())))
                .isFalse();
    }

    private static Stream<Status.Code> codesRetried(RetryClass retryClass) {
        return Arrays.stream(Status.Code.values()).filter(code -> retryClass.retries(code.toStatus()));
    }
}
