package dev.pharos.kvstore.chaos;

import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client that reads its watch only as far as it is told to. Guarded by its own lock. */
final class StuckWatcher implements ClientResponseObserver<WatchRequest, WatchResponse> {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private ClientCallStreamObserver<WatchRequest> call;
    private final List<Long> revisions = new ArrayList<>();
    private boolean isReading;
    private Throwable failure;

    StuckWatcher(Connection connection, WatchCreateRequest request) {
        var questions = connection.watch().watch(this);
        questions.onNext(WatchRequest.newBuilder().setCreateRequest(request).build());
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> started) {
        call = started;
        call.disableAutoRequestWithInitial(1);
    }

    @Override
    public synchronized void onNext(WatchResponse response) {
        for (Event event : response.getEventsList()) {
            revisions.add(event.getKv().getModRevision());
        }
        if (isReading) {
            call.request(1);
        }
        notifyAll();
    }

    /** From now on it reads everything. */
    synchronized void read() {
        isReading = true;
        call.request(1);
    }

    @Override
    public synchronized void onError(Throwable cause) {
        failure = cause;
        notifyAll();
    }

    @Override
    public synchronized void onCompleted() {
        failure = new IllegalStateException("the stream is over");
        notifyAll();
    }

    /** The revisions of all events through one. */
    synchronized List<Long> await(long revision) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (revisions.isEmpty() || revisions.get(revisions.size() - 1) < revision) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (failure != null || left <= 0) {
                throw new AssertionError("after " + revisions.size() + " events", failure);
            }
            wait(left);
        }
        return List.copyOf(revisions);
    }

    void close() {
        call.cancel("enough", null);
    }
}
