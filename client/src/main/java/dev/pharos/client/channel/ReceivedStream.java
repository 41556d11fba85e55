package dev.pharos.client.channel;

import dev.pharos.client.data.CallFailure;
import dev.pharos.client.data.CallFailure.Outcome;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The answers to one request, taken one after the other by one thread that may be slow: at most {@value #AHEAD} wait
 * here, and the server has to wait then.
 */
public final class ReceivedStream<A> implements AutoCloseable {
    private static final int AHEAD = 4;

    /** At most {@value #AHEAD} messages, for no more are asked for, and the end. */
    private final BlockingQueue<Arrival<A>> arrivals = new LinkedBlockingQueue<>();

    private final RequestStream<?> stream;

    private ReceivedStream(Opening<A> opening) {
        this.stream = opening.open(new Hearing());
        stream.expect(AHEAD);
    }

    public static <Q, A> ReceivedStream<A> of(
            Calls calls, MethodDescriptor<Q, A> method, Q request, StreamNeeds needs) {
        return new ReceivedStream<>(listener -> {
            RequestStream<Q> opened = calls.open(method, listener, needs);
            opened.send(request);
            opened.finish();
            return opened;
        });
    }

    /**
     * The next answer, or empty at the end.
     *
     * @param patience with a server that is silent, or with the search for one
     * @throws CallFailure if the stream broke, or nothing came in time
     */
    public Optional<A> next(Duration patience) throws InterruptedException {
        Arrival<A> arrival = arrivals.poll(TimeUnit.MILLISECONDS.convert(patience), TimeUnit.MILLISECONDS);
        if (arrival == null) {
            throw CallFailure.late(Outcome.UNKNOWN, "");
        }
        if (arrival.message().isPresent()) {
            stream.expect(1);
            return arrival.message();
        }
        arrivals.add(arrival);
        if (arrival.failure().isPresent()) {
            Status status = arrival.failure().get().status();
            throw CallFailure.of(status, arrival.failure().get().outcome());
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        stream.close();
    }

    private interface Opening<A> {
        RequestStream<?> open(StreamListener<A> listener);
    }

    /** A message, or the end with or without a failure. */
    private record Arrival<A>(Optional<A> message, Optional<CallFailure> failure) {}

    private final class Hearing implements StreamListener<A> {
        @Override
        public void onMessage(A message) {
            arrivals.add(new Arrival<>(Optional.of(message), Optional.empty()));
        }

        @Override
        public void onEnd(Optional<CallFailure> failure) {
            arrivals.add(new Arrival<>(Optional.empty(), failure));
        }
    }
}
