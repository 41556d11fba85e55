package dev.pharos.kvstore.chaos;

import dev.pharos.kvstore.watch.WatchJudge.Watched;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchProgressRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A stream with one watch, and everything that came on it. Guarded by its own lock. */
final class Tape implements StreamObserver<WatchResponse> {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long ASK_AGAIN_MILLIS = 100;
    private static final WatchRequest PROGRESS = WatchRequest.newBuilder()
            .setProgressRequest(WatchProgressRequest.getDefaultInstance())
            .build();

    private final WatchCreateRequest request;
    private final StreamObserver<WatchRequest> questions;
    private final List<WatchResponse> responses = new ArrayList<>();
    private final List<Long> heardNanos = new ArrayList<>();

    /** Everything up to it has come; the answers of a split one count when the last piece is here. */
    private long reached;

    private boolean isEnded;

    private Tape(Connection connection, WatchCreateRequest request) {
        this.request = request;
        this.questions = connection.watch().watch(this);
        questions.onNext(WatchRequest.newBuilder().setCreateRequest(request).build());
    }

    static Tape record(Connection connection, WatchCreateRequest request) {
        return new Tape(connection, request);
    }

    @Override
    public synchronized void onNext(WatchResponse response) {
        responses.add(response);
        heardNanos.add(System.nanoTime());
        if (response.getEventsCount() > 0 && !response.getFragment()) {
            Event last = response.getEvents(response.getEventsCount() - 1);
            reached = Math.max(reached, last.getKv().getModRevision());
        } else if (response.getCreated()) {
            long start = request.getStartRevision();
            reached = (start == 0 ? response.getHeader().getRevision() + 1 : start) - 1;
        } else if (response.getEventsCount() == 0 && !response.getCanceled()) {
            reached = Math.max(reached, response.getHeader().getRevision());
        }
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable cause) {
        isEnded = true;
        notifyAll();
    }

    @Override
    public synchronized void onCompleted() {
        isEnded = true;
        notifyAll();
    }

    /** Waits until everything through a revision has come, or nothing more will. */
    synchronized Tape await(long revision) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (reached < revision && !isEnded && !isCanceled()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("a watch from " + request.getStartRevision() + " stays at " + reached + " of "
                        + revision + " after " + responses.size() + " answers");
            }
            ask();
            try {
                wait(ASK_AGAIN_MILLIS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stop);
            }
        }
        return this;
    }

    private void ask() {
        if (!responses.isEmpty()) {
            questions.onNext(PROGRESS);
        }
    }

    synchronized boolean isCanceled() {
        return !responses.isEmpty() && responses.get(responses.size() - 1).getCanceled();
    }

    /** Waits until the server or its end has ended the stream. */
    synchronized void awaitEnd() {
        await(Long.MAX_VALUE);
    }

    synchronized boolean isEnded() {
        return isEnded;
    }

    /** The server has heard of the watch. */
    synchronized boolean isCreated() {
        return !responses.isEmpty();
    }

    synchronized long reached() {
        return reached;
    }

    /** The same watch from where this one ends. */
    synchronized WatchCreateRequest resumed() {
        return isCreated() ? request.toBuilder().setStartRevision(reached + 1).build() : request;
    }

    /** What has come so far, which is everything through a revision. */
    record Taken(Watched watched, long reached) {}

    /** For the judge, without the pieces of an answer that the end of the server has cut short. */
    synchronized Taken taken() {
        int end = responses.size();
        while (isEnded && end > 0 && responses.get(end - 1).getFragment()) {
            end--;
        }
        return new Taken(new Watched(request, List.copyOf(responses.subList(0, end))), reached);
    }

    synchronized List<Event> events() {
        return responses.stream()
                .flatMap(response -> response.getEventsList().stream())
                .toList();
    }

    /** When each event was heard. */
    synchronized Stream<Heard> heard() {
        List<Heard> all = new ArrayList<>();
        for (int i = 0; i < responses.size(); i++) {
            for (Event event : responses.get(i).getEventsList()) {
                all.add(new Heard(event, heardNanos.get(i)));
            }
        }
        return all.stream();
    }

    record Heard(Event event, long nanos) {}

    void close() {
        questions.onError(io.grpc.Status.CANCELLED.asRuntimeException());
    }
}
