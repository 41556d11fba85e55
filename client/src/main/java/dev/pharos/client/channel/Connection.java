package dev.pharos.client.channel;

import dev.pharos.client.data.Endpoint;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The connection to one endpoint, which comes and goes. Any thread. */
final class Connection {
    private static final long COMPLAINT_MILLIS = 200;

    private final Endpoint endpoint;
    private final ManagedChannel channel;

    Connection(Endpoint endpoint, ManagedChannel channel) {
        this.endpoint = endpoint;
        this.channel = channel;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    ManagedChannel channel() {
        return channel;
    }

    boolean isReady() {
        return channel.getState(false) == ConnectivityState.READY;
    }

    /** Connects unless connected; completes with whether that succeeded at the first try. */
    CompletableFuture<Boolean> connect() {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        look(result);
        return result;
    }

    private void look(CompletableFuture<Boolean> result) {
        ConnectivityState state = channel.getState(true);
        switch (state) {
            case READY -> result.complete(true);
            case TRANSIENT_FAILURE, SHUTDOWN -> result.complete(false);
            case IDLE, CONNECTING -> channel.notifyWhenStateChanged(state, () -> look(result));
        }
    }

    /** Does not wait for the next try's time. */
    void hurry() {
        channel.resetConnectBackoff();
    }

    /** Why it is not ready, as far as is known by now: a call that does not wait is told. */
    CompletableFuture<String> complaint() {
        CompletableFuture<String> complaint = new CompletableFuture<>();
        if (channel.getState(false) != ConnectivityState.TRANSIENT_FAILURE) {
            complaint.complete("no answer");
            return complaint;
        }
        CallOptions impatient = CallOptions.DEFAULT.withDeadlineAfter(COMPLAINT_MILLIS, TimeUnit.MILLISECONDS);
        ClientCall<RangeRequest, RangeResponse> call = channel.newCall(KVGrpc.getRangeMethod(), impatient);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        Throwable cause = status.getCause();
                        complaint.complete(cause == null ? String.valueOf(status.getDescription()) : innermost(cause));
                    }
                },
                new Metadata());
        return complaint;
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    void close() {
        channel.shutdownNow();
    }
}
