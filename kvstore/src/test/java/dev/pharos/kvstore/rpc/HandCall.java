package dev.pharos.kvstore.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call whose client is the test: it has room when the test says so, and keeps what was sent. */
final class HandCall<T> extends ServerCallStreamObserver<T> {
    private final List<T> sent = new ArrayList<>();
    private boolean ready;
    private boolean cancelled;
    private boolean completed;
    private int requested;
    private @Nullable Throwable failure;
    private Runnable onReady = () -> {};
    private Runnable onCancel = () -> {};

    /** Room for so many more answers. */
    private int room;

    synchronized List<T> sent() {
        return List.copyOf(sent);
    }

    synchronized int requested() {
        return requested;
    }

    synchronized boolean isCompleted() {
        return completed;
    }

    synchronized @Nullable Throwable failure() {
        return failure;
    }

    synchronized boolean isOver() {
        return completed || failure != null;
    }

    void makeRoom(int answers) {
        synchronized (this) {
            room += answers;
            ready = room > 0;
        }
        onReady.run();
    }

    void cancel() {
        synchronized (this) {
            cancelled = true;
        }
        onCancel.run();
    }

    @Override
    public synchronized boolean isReady() {
        return ready;
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public synchronized void onNext(T answer) {
        if (completed || failure != null) {
            throw new IllegalStateException("the call is over");
        }
        sent.add(answer);
        room--;
        ready = room > 0;
    }

    @Override
    public synchronized void onError(Throwable why) {
        if (completed || failure != null) {
            throw new IllegalStateException("the call is over");
        }
        failure = why;
    }

    @Override
    public synchronized void onCompleted() {
        if (completed || failure != null) {
            throw new IllegalStateException("the call is over");
        }
        completed = true;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
        onCancel = handler;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
        onReady = handler;
    }

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public synchronized void request(int count) {
        requested += count;
    }

    @Override
    public void disableAutoRequest() {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void setCompression(String compression) {}
}
