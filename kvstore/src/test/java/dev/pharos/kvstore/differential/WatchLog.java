package dev.pharos.kvstore.differential;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.Connection;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What one watch stream said, for each of its watches in order. How events are spread over answers is the
 * server's choice, so only the events themselves are kept. Guarded by its own lock.
 */
final class WatchLog implements ClientResponseObserver<WatchRequest, WatchResponse>, AutoCloseable {
    /** Begins the keys that are put to see how far a stream is. */
    static final String MARK = "~";

    private static final String BEHIND_MARKS = "\u007f";
    private static final long MARKS = 999;
    private static final long OPENING_MILLIS = 10_000;
    private static final long NO_WATCH = -1;
    private static final Pattern COMPACTED = Pattern.compile("canceled, compacted [1-9]");

    private final Map<Long, List<String>> lines = new TreeMap<>();
    private ClientCallStreamObserver<WatchRequest> requests;

    private WatchLog() {}

    static WatchLog open(Connection connection) throws InterruptedException {
        WatchLog log = new WatchLog();
        connection.watch().watch(log);
        WatchCreateRequest marks = WatchCreateRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(MARK))
                .setRangeEnd(ByteString.copyFromUtf8(BEHIND_MARKS))
                .setWatchId(MARKS)
                .build();
        log.send(WatchRequest.newBuilder().setCreateRequest(marks).build());
        log.await(opened -> opened.lineCount(MARKS) > 0, OPENING_MILLIS);
        return log;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {
        requests = stream;
        stream.disableAutoRequestWithInitial(Integer.MAX_VALUE);
    }

    void send(WatchRequest request) {
        requests.onNext(request);
    }

    @Override
    public synchronized void onNext(WatchResponse response) {
        List<String> log = lines.computeIfAbsent(response.getWatchId(), id -> new ArrayList<>());
        if (response.getCreated() || response.getCanceled()) {
            log.add((response.getCreated()
                            ? "created at " + response.getHeader().getRevision() + " "
                            : "")
                    + (response.getCanceled()
                            ? "canceled, compacted " + response.getCompactRevision() + ", " + response.getCancelReason()
                            : ""));
        }
        for (Event event : response.getEventsList()) {
            log.add(Text.whole(event));
        }
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        lines.computeIfAbsent(NO_WATCH, id -> new ArrayList<>())
                .add("stream ended: " + Status.fromThrowable(failure).getCode());
        notifyAll();
    }

    @Override
    public synchronized void onCompleted() {
        onError(Status.OK.asRuntimeException());
    }

    synchronized Map<Long, List<String>> lines() {
        Map<Long, List<String>> copy = new TreeMap<>();
        lines.forEach((id, log) -> copy.put(id, List.copyOf(log)));
        return copy;
    }

    /** Such a watch keeps its id in etcd until it is cancelled, which is answered once more. */
    synchronized boolean endedByCompaction(long id) {
        List<String> log = lines.getOrDefault(id, List.of());
        return id != NO_WATCH
                && log.stream().anyMatch(line -> COMPACTED.matcher(line).find());
    }

    /** How many marks were put; that ranges with them are deleted does not count. */
    synchronized int marks() {
        return (int)
                lines.get(MARKS).stream().filter(line -> line.startsWith("{kv")).count();
    }

    synchronized int lineCount(long id) {
        return lines.getOrDefault(id, List.of()).size();
    }

    /** Waits until the log is as wanted; answers whether it got so in time. */
    synchronized boolean await(Predicate<WatchLog> wanted, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (!wanted.test(this)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public void close() {
        requests.cancel("the test is over", null);
    }
}
