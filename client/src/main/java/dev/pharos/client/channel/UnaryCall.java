package dev.pharos.client.channel;

import com.google.protobuf.MessageLite;
import dev.pharos.client.data.CallFailure;
import dev.pharos.client.data.CallFailure.Outcome;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.error.RetryClass;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to an answer: connect, get a token, ask; after some failures again. At most one step is under way
 * at a time; the fields are handed on from step to step.
 */
// Ignored futures are those of tasks on the clock, and of reactions that are the last in their chain.
@SuppressWarnings("FutureReturnValueIgnored")
final class UnaryCall<Q, A> {
    private static final int MOST_TRIES = 100;
    private static final long PAUSE_MILLIS = 25;
    private static final int JITTER_MILLIS = 5;

    private final Calls calls;
    private final Call<Q, A> call;
    private final Deadline deadline;
    private final CompletableFuture<A> answer = new CompletableFuture<>();

    /** From the moment on at which a server may have done something. */
    private volatile boolean sent;

    private boolean renewed;
    private int tries;

    UnaryCall(Calls calls, Call<Q, A> call) {
        this.calls = calls;
        this.call = call;
        this.deadline = Deadline.after(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    CompletableFuture<A> answer() {
        return answer;
    }

    void start() {
        int bytes = call.request() instanceof MessageLite message ? message.getSerializedSize() : 0;
        if (bytes > calls.maxSendBytes()) {
            String text = "trying to send message larger than max (" + bytes + " vs. " + calls.maxSendBytes() + ")";
            fail(Status.RESOURCE_EXHAUSTED.withDescription(text), Outcome.NOT_DONE);
            return;
        }
        Future<?> alarm = deadline.runOnExpiration(this::expire, calls.clock());
        answer.whenComplete((done, failure) -> alarm.cancel(false));
        connect();
    }

    /** The client is closed. */
    void abandon() {
        answer.completeExceptionally(Calls.closure(sent ? Outcome.UNKNOWN : Outcome.NOT_DONE));
    }

    private void expire() {
        Outcome outcome = sent ? Outcome.UNKNOWN : Outcome.NOT_DONE;
        if (sent) {
            answer.completeExceptionally(CallFailure.late(outcome, ""));
            return;
        }
        calls.complaints()
                .thenAccept(complaints -> answer.completeExceptionally(CallFailure.late(outcome, complaints)));
    }

    private void connect() {
        tries++;
        CompletableFuture<Connection> connection = calls.connection();
        answer.whenComplete((done, failure) -> connection.cancel(false));
        connection.thenAccept(this::identify);
    }

    private void identify(Connection connection) {
        calls.token(call.method()).whenComplete((token, failure) -> {
            if (token != null) {
                send(connection, token);
            } else {
                answer.completeExceptionally(causeOf(failure));
            }
        });
    }

    private static Throwable causeOf(@Nullable Throwable failure) {
        return failure == null ? new IllegalStateException("neither a token nor a failure") : Causes.of(failure);
    }

    private void send(Connection connection, Optional<String> token) {
        if (answer.isDone()) {
            return;
        }
        ClientCall<Q, A> asked =
                connection.channel().newCall(call.method(), CallOptions.DEFAULT.withDeadline(deadline));
        answer.whenComplete((done, failure) -> {
            if (answer.isCancelled()) {
                asked.cancel("nobody waits for the answer", null);
            }
        });
        sent = true;
        asked.start(new Listening(connection, token), Calls.headers(token, StreamNeeds.NOTHING));
        asked.request(2);
        asked.sendMessage(call.request());
        asked.halfClose();
    }

    private void failed(Status status, Connection connection, Optional<String> token) {
        Optional<EtcdError> error = EtcdError.withMessage(status.getDescription());
        if (error.isPresent() && error.get().wantsNewToken() && !renewed && calls.renews(token)) {
            renewed = true;
            sent = false;
            connect();
        } else if (call.repetition().retries(status) && tries < MOST_TRIES && !deadline.isExpired()) {
            sent &= call.repetition() == RetryClass.REPEATABLE;
            calls.avoid(connection);
            long pause = PAUSE_MILLIS + ThreadLocalRandom.current().nextInt(JITTER_MILLIS);
            calls.clock().schedule(this::connect, pause, TimeUnit.MILLISECONDS);
        } else {
            fail(status, outcomeOf(status, error));
        }
    }

    /** A server that answers with an error of its own has done nothing, unless it gave up waiting itself. */
    private static Outcome outcomeOf(Status status, Optional<EtcdError> error) {
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, INTERNAL ->
                error.filter(UnaryCall::refuses).isPresent() ? Outcome.NOT_DONE : Outcome.UNKNOWN;
            default -> Outcome.NOT_DONE;
        };
    }

    private static boolean refuses(EtcdError error) {
        return switch (error) {
            case NO_LEADER, UNHEALTHY, TOO_MANY_REQUESTS, NOT_ENOUGH_STARTED_MEMBERS -> true;
            default -> false;
        };
    }

    private void fail(Status status, Outcome outcome) {
        boolean late = status.getCode() == Status.Code.DEADLINE_EXCEEDED && deadline.isExpired();
        answer.completeExceptionally(late ? CallFailure.late(outcome, "") : CallFailure.of(status, outcome));
    }

    /** Hears one attempt. */
    private final class Listening extends ClientCall.Listener<A> {
        private final Connection connection;
        private final Optional<String> token;
        private @Nullable A received;

        Listening(Connection connection, Optional<String> token) {
            this.connection = connection;
            this.token = token;
        }

        @Override
        public void onMessage(A message) {
            received = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            A message = received;
            if (!status.isOk()) {
                failed(status, connection, token);
            } else if (message == null) {
                fail(Status.INTERNAL.withDescription("the server answered without a message"), Outcome.UNKNOWN);
            } else {
                answer.complete(message);
            }
        }
    }
}
