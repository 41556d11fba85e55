package dev.pharos.kvstore.chaos;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/** Puts large values, so many at a time, over several connections, however they are answered. */
final class Flood {
    private static final int KEYS = 16;

    private final int port;
    private final ByteString value;

    /** Answers by their status; those that came well have "OK". */
    private final Map<String, Integer> answers = new TreeMap<>();

    private long highestRevision;

    Flood(int port, int valueBytes) {
        this.port = port;
        this.value = ByteString.copyFrom(new byte[valueBytes]);
    }

    Flood run(int puts, int connections, int outstanding) throws InterruptedException {
        LinkedBlockingQueue<ListenableFuture<PutResponse>> done = new LinkedBlockingQueue<>();
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                open.add(new Connection(port));
            }
            for (int i = 0; i < puts + outstanding; i++) {
                if (i >= outstanding) {
                    count(done.take());
                }
                if (i < puts) {
                    send(open.get(i % connections), i, done);
                }
            }
        } finally {
            open.forEach(Connection::close);
        }
        return this;
    }

    private void send(Connection connection, int i, LinkedBlockingQueue<ListenableFuture<PutResponse>> done) {
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("flood/" + i % KEYS))
                .setValue(value)
                .build();
        ListenableFuture<PutResponse> answer = connection.kvLater().put(request);
        answer.addListener(() -> done.add(answer), MoreExecutors.directExecutor());
    }

    private void count(ListenableFuture<PutResponse> answer) throws InterruptedException {
        String status = "OK";
        try {
            highestRevision = Math.max(highestRevision, answer.get().getHeader().getRevision());
        } catch (ExecutionException refused) {
            Status why = Status.fromThrowable(refused);
            status = why.getCode() + " " + why.getDescription();
        }
        answers.merge(status, 1, Integer::sum);
    }

    Map<String, Integer> answers() {
        return answers;
    }

    long highestRevision() {
        return highestRevision;
    }
}
