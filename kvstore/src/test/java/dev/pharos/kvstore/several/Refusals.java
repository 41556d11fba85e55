package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pharos.wire.error.EtcdError;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a member does not do. */
final class Refusals {
    private Refusals() {}

    static void assertRefused(EtcdError error, ThrowingCallable call) {
        Status status = catchThrowableOfType(StatusRuntimeException.class, call).getStatus();
        assertThat(status.getDescription()).isEqualTo(error.message());
        assertThat(status.getCode()).isEqualTo(error.toStatus().getCode());
    }

    /** For refusals that take the cluster a moment. */
    static void awaitRefusal(EtcdError error, Runnable call) {
        Await.until("refused with " + error, () -> {
            try {
                call.run();
                throw new AssertionError("not refused");
            } catch (StatusRuntimeException refusal) {
                return error.message().equals(refusal.getStatus().getDescription());
            }
        });
    }
}
