package dev.pharos.kvstore.server;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client hears on a stream, and how it ended. */
public final class Recorded<T> implements StreamObserver<T> {
    private static final long PATIENCE_SECONDS = 60;

    private final LinkedBlockingQueue<T> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();

    @Override
    public void onNext(T message) {
        heard.add(message);
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }

    public T next() throws InterruptedException {
        T message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing was heard");
        }
        return message;
    }

    boolean isOver() {
        return end.isDone();
    }

    /** Waits until it has ended. */
    public String end() throws Exception {
        Status status = end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return status.getCode() + " " + status.getDescription();
    }
}
