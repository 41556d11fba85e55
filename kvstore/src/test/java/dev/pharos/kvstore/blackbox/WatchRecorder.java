package dev.pharos.kvstore.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.proto.etcdserverpb.WatchCancelRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchProgressRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One watch stream, whose answers are taken one by one. Guarded by its own lock. */
public final class WatchRecorder implements ClientResponseObserver<WatchRequest, WatchResponse>, AutoCloseable {
    private static final long PATIENCE_MILLIS = 15_000;

    private final Deque<WatchResponse> waiting = new ArrayDeque<>();
    private ClientCallStreamObserver<WatchRequest> requests;
    private Status end;

    private WatchRecorder() {}

    public static WatchRecorder open(Connection connection) {
        WatchRecorder recorder = new WatchRecorder();
        connection.watch().watch(recorder);
        return recorder;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {
        requests = stream;
    }

    public void send(WatchRequest request) {
        requests.onNext(request);
    }

    /** Asks for a watch and takes the answer to that. */
    public WatchResponse create(WatchCreateRequest.Builder create) throws InterruptedException {
        send(WatchRequest.newBuilder().setCreateRequest(create).build());
        WatchResponse answer = next();
        assertThat(answer.getCreated()).as("created: %s", answer).isTrue();
        return answer;
    }

    public void cancel(long watchId) {
        send(WatchRequest.newBuilder()
                .setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(watchId))
                .build());
    }

    public void askProgress() {
        send(WatchRequest.newBuilder()
                .setProgressRequest(WatchProgressRequest.getDefaultInstance())
                .build());
    }

    /** The client says that it has nothing more to ask. */
    public void halfClose() {
        requests.onCompleted();
    }

    /** The next answer, whatever it is. */
    public synchronized WatchResponse next() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (waiting.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            assertThat(left).as("an answer comes, ended: %s", end).isPositive();
            assertThat(end).as("the stream goes on").isNull();
            wait(left);
        }
        return waiting.remove();
    }

    /** So many events, from as many answers as they come in. */
    public List<Event> events(int count) throws InterruptedException {
        List<Event> events = new ArrayList<>();
        while (events.size() < count) {
            events.addAll(next().getEventsList());
        }
        return events;
    }

    /** Waits for the end of the stream. */
    public synchronized Status end() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (end == null) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            assertThat(left).as("the stream ends").isPositive();
            wait(left);
        }
        return end;
    }

    public synchronized boolean isQuiet() {
        return waiting.isEmpty() && end == null;
    }

    @Override
    public synchronized void onNext(WatchResponse response) {
        waiting.add(response);
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        end = Status.fromThrowable(failure);
        notifyAll();
    }

    @Override
    public synchronized void onCompleted() {
        end = Status.OK;
        notifyAll();
    }

    @Override
    public void close() {
        requests.cancel("the test is over", null);
    }
}
