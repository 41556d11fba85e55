package dev.pharos.client.channel;

import dev.pharos.client.data.CallFailure;
import dev.pharos.client.data.CallFailure.Outcome;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream from the moment on at which somebody wanted it. What is done to it before it stands is kept, in order, and
 * done then; callers keep that small. Guarded by itself.
 */
// Ignored futures are those of tasks on the clock, and of reactions that are the last in their chain.
@SuppressWarnings("FutureReturnValueIgnored")
final class OpenedStream<Q, A> implements RequestStream<Q> {
    private final StreamListener<A> listener;
    private final Calls calls;
    private final CompletableFuture<Connection> connection;

    /** One object, by which it is known. */
    private final Runnable ending = this::close;

    /** Empty from the moment on at which {@code call} is there. */
    private final Queue<Consumer<ClientCall<Q, A>>> waiting = new ArrayDeque<>();

    private @Nullable ClientCall<Q, A> call;
    private boolean ended;

    private OpenedStream(Calls calls, StreamListener<A> listener) {
        this.calls = calls;
        this.listener = listener;
        this.connection = calls.isClosed() ? new CompletableFuture<>() : calls.connection();
    }

    static <Q, A> OpenedStream<Q, A> open(
            Calls calls, MethodDescriptor<Q, A> method, StreamListener<A> listener, StreamNeeds needs) {
        OpenedStream<Q, A> stream = new OpenedStream<>(calls, listener);
        calls.begun(stream.ending);
        if (calls.isClosed()) {
            stream.close();
        }
        stream.connection
                .thenCompose(connection -> calls.token(method)
                        .thenAccept(token -> stream.start(
                                connection, token, method, new Listening<>(stream, connection, token), needs)))
                .whenComplete((done, failure) -> stream.endIf(failure));
        return stream;
    }

    private synchronized void start(
            Connection connection,
            Optional<String> token,
            MethodDescriptor<Q, A> method,
            ClientCall.Listener<A> hearing,
            StreamNeeds needs) {
        if (ended) {
            return;
        }
        ClientCall<Q, A> started = connection.channel().newCall(method, CallOptions.DEFAULT);
        started.start(hearing, Calls.headers(token, needs));
        waiting.forEach(action -> action.accept(started));
        waiting.clear();
        call = started;
    }

    private void endIf(@Nullable Throwable thrown) {
        if (thrown == null) {
            return;
        }
        Throwable failure = Causes.of(thrown);
        end(Optional.of(
                failure instanceof CallFailure known
                        ? known
                        : CallFailure.of(Status.fromThrowable(failure), Outcome.NOT_DONE)));
    }

    private void end(Optional<CallFailure> failure) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            waiting.clear();
        }
        calls.ended(ending);
        listener.onEnd(failure);
    }

    private synchronized void perform(Consumer<ClientCall<Q, A>> action) {
        if (ended) {
            return;
        }
        ClientCall<Q, A> standing = call;
        if (standing == null) {
            waiting.add(action);
        } else {
            action.accept(standing);
        }
    }

    @Override
    public void send(Q request) {
        perform(standing -> standing.sendMessage(request));
    }

    @Override
    public void finish() {
        perform(ClientCall::halfClose);
    }

    @Override
    public void expect(int messages) {
        perform(standing -> standing.request(messages));
    }

    @Override
    public void close() {
        connection.cancel(false);
        perform(standing -> standing.cancel("no longer wanted", null));
        end(Optional.of(CallFailure.of(Status.CANCELLED.withDescription("context canceled"), Outcome.UNKNOWN)));
    }

    /** Hears the call itself. */
    private static final class Listening<Q, A> extends ClientCall.Listener<A> {
        private final OpenedStream<Q, A> stream;
        private final Connection connection;
        private final Optional<String> token;

        Listening(OpenedStream<Q, A> stream, Connection connection, Optional<String> token) {
            this.stream = stream;
            this.connection = connection;
            this.token = token;
        }

        @Override
        public void onMessage(A message) {
            stream.listener.onMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk()) {
                stream.end(Optional.empty());
                return;
            }
            if (status.getCode() == Status.Code.UNAVAILABLE) {
                stream.calls.avoid(connection);
            }
            CallFailure failure = CallFailure.of(status, Outcome.UNKNOWN);
            failure.error().filter(error -> error.wantsNewToken()).ifPresent(error -> stream.calls.renews(token));
            stream.end(Optional.of(failure));
        }
    }
}
