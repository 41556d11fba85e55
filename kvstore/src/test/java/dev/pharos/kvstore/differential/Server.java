package dev.pharos.kvstore.differential;

import com.google.protobuf.Message;
import dev.pharos.kvstore.blackbox.Connection;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One of the two servers, as the test talks to it. */
final class Server implements AutoCloseable {
    private static final int DEADLINE_SECONDS = 20;

    private final Connection connection;
    private final List<WatchLog> watches = new ArrayList<>();

    Server(String endpoint, int watchStreams) throws InterruptedException {
        this.connection = Connection.to(endpoint);
        for (int i = 0; i < watchStreams; i++) {
            watches.add(WatchLog.open(connection));
        }
    }

    WatchLog watch(int stream) {
        return watches.get(stream);
    }

    /** Starts the call; the future always completes normally. */
    CompletableFuture<Reply> start(Step.Call step) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        ClientCall<Message, Message> call = connection
                .channel()
                .newCall(
                        step.rpc().method(), CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(Message message) {
                        reply.complete(new Reply.Answer(message));
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        reply.complete(Reply.Failure.of(status));
                    }
                },
                new Metadata());
        call.request(2);
        call.sendMessage(step.request());
        call.halfClose();
        return reply;
    }

    /** Gives the watches up and begins with new streams. */
    void renewWatches() throws InterruptedException {
        for (int i = 0; i < watches.size(); i++) {
            watches.get(i).close();
            watches.set(i, WatchLog.open(connection));
        }
    }

    @Override
    public void close() {
        watches.forEach(WatchLog::close);
        connection.close();
    }
}
