package dev.pharos.client.data;

import dev.pharos.wire.error.EtcdError;
import io.grpc.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that did not bring an answer. */
public final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What became of what was asked for. */
    public enum Outcome {
        /** Surely nothing: the request was refused, or never left. */
        NOT_DONE,
        /** Done or not: nobody here can know. Repeat only what may be done twice. */
        UNKNOWN
    }

    private final Status.Code code;
    private final String text;
    private final Outcome outcome;

    private CallFailure(Status.Code code, String text, Outcome outcome, @Nullable Throwable cause) {
        super(code + ": " + text, cause);
        this.code = code;
        this.text = text;
        this.outcome = outcome;
    }

    public static CallFailure of(Status status, Outcome outcome) {
        String description = status.getDescription();
        return new CallFailure(status.getCode(), description == null ? "" : description, outcome, status.getCause());
    }

    /** Time ran out. */
    public static CallFailure late(Outcome outcome, String circumstances) {
        return new CallFailure(
                Status.Code.DEADLINE_EXCEEDED,
                EtcdError.CONTEXT_DEADLINE_EXCEEDED.message(),
                outcome,
                circumstances.isEmpty() ? null : new IllegalStateException(circumstances));
    }

    public Status.Code code() {
        return code;
    }

    /** What the server said, or the transport. */
    public String text() {
        return text;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** If it is one of etcd's errors. */
    public Optional<EtcdError> error() {
        return EtcdError.withMessage(text);
    }

    public boolean is(EtcdError error) {
        return text.equals(error.message());
    }

    /** The time of the caller ran out, not one of the server. */
    public boolean isLate() {
        return code == Status.Code.DEADLINE_EXCEEDED && is(EtcdError.CONTEXT_DEADLINE_EXCEEDED);
    }

    public Status status() {
        return code.toStatus().withDescription(text);
    }
}
