package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.rpc.message.WatchAnswer;
import dev.pharos.kvstore.rpc.message.WireAnswer;
import dev.pharos.kvstore.watch.WatchStream;
import dev.pharos.kvstore.watch.protocol.Sender;
import dev.pharos.kvstore.watch.protocol.WatchMessage;
import dev.pharos.kvstore.watch.protocol.WatchSink;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One watch stream of one client: requests go to the hub, answers come from it. The next request is read
 * when the hub is done with the one before. A client that has closed its side may still watch (rule 6.23).
 *
 * <p>gRPC's callbacks come one at a time, on the connection's event loop; the hub's thread is the only one
 * that sends.
 */
final class WatchCall implements WatchSink {
    private final ServerCall<WatchRequest, WireAnswer> call;
    private final Supplier<Sender> sender;
    private volatile boolean ended;
    private volatile @Nullable WatchStream stream;

    WatchCall(ServerCall<WatchRequest, WireAnswer> call, Supplier<Sender> sender) {
        this.call = call;
        this.sender = sender;
    }

    void begin(WatchStream opened) {
        stream = opened;
        call.sendHeaders(new Metadata());
        call.request(1);
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    /** What cannot be sent costs this client its stream, not the hub its thread. */
    @Override
    public synchronized void send(WatchMessage message) {
        if (ended || call.isCancelled()) {
            return;
        }
        Failpoint.BEFORE_SEND_WATCH_RESPONSE.hit();
        try {
            call.sendMessage(new WatchAnswer(message, sender.get()));
        } catch (RuntimeException | OutOfMemoryError unsent) {
            // The call was refused in this very moment, for a request that could not be read; or gRPC has closed
            // it, for the answer is too large or native memory is at its end.
            giveUp();
        }
    }

    private void giveUp() {
        ended = true;
        WatchStream opened = stream;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public void requestDone() {
        if (!ended) {
            call.request(1);
        }
    }

    @Override
    public synchronized void ended(EtcdError why) {
        if (!ended) {
            ended = true;
            try {
                call.close(why.toStatus(), new Metadata());
            } catch (IllegalStateException closedByItself) {
                giveUp();
            }
        }
    }

    ServerCall.Listener<WatchRequest> requests() {
        return new Requests();
    }

    private final class Requests extends ServerCall.Listener<WatchRequest> {
        @Override
        public void onMessage(WatchRequest request) {
            WatchStream opened = stream;
            if (opened == null || ended) {
                return;
            }
            boolean taken = switch (request.getRequestUnionCase()) {
                case CREATE_REQUEST -> opened.create(WatchSpec.from(request.getCreateRequest()));
                case CANCEL_REQUEST -> opened.cancel(request.getCancelRequest().getWatchId());
                case PROGRESS_REQUEST -> opened.requestProgress();
                case REQUESTUNION_NOT_SET -> ignored();
            };
            if (!taken) {
                ended(EtcdError.TOO_MANY_REQUESTS);
                opened.close();
            }
        }

        private boolean ignored() {
            call.request(1);
            return true;
        }

        @Override
        public void onReady() {
            WatchStream opened = stream;
            if (opened != null) {
                opened.onReady();
            }
        }

        @Override
        public void onCancel() {
            finish();
        }

        @Override
        public void onComplete() {
            finish();
        }

        private void finish() {
            giveUp();
        }
    }
}
