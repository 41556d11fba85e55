package dev.pharos.kvstore.rpc;

import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * One stream of renewals: an answer for each request, in their order. The next request is taken when the
 * one before it is answered and the client reads, so a stream never holds more than one.
 *
 * <p>gRPC delivers requests one at a time; an answer may come from another thread, while none is delivered.
 */
final class KeepAliveCall implements StreamObserver<LeaseKeepAliveRequest> {
    private final ServerCallStreamObserver<LeaseKeepAliveResponse> call;
    private final LongFunction<CompletionStage<LeaseKeepAliveResponse>> renewal;
    private final Consumer<KeepAliveCall> onEnd;
    private boolean waiting;
    private boolean halfClosed;
    private boolean ended;
    private boolean wantsRequest;

    /** @param onEnd hears when the stream has ended, perhaps more than once */
    KeepAliveCall(
            ServerCallStreamObserver<LeaseKeepAliveResponse> call,
            LongFunction<CompletionStage<LeaseKeepAliveResponse>> renewal,
            Consumer<KeepAliveCall> onEnd) {
        this.onEnd = onEnd;
        this.call = call;
        this.renewal = renewal;
        call.disableAutoRequest();
        call.setOnReadyHandler(this::goOn);
        wantsRequest = true;
        goOn();
    }

    @Override
    public void onNext(LeaseKeepAliveRequest request) {
        synchronized (this) {
            waiting = true;
        }
        CompletionStage<LeaseKeepAliveResponse> renewed;
        try {
            renewed = renewal.apply(request.getID());
        } catch (RuntimeException refused) {
            fail(refused);
            return;
        }
        renewed.whenComplete((answer, failure) -> {
            if (failure == null) {
                answer(answer);
            } else {
                fail(failure);
            }
        });
    }

    private synchronized void answer(LeaseKeepAliveResponse answer) {
        if (ended) {
            return;
        }
        waiting = false;
        call.onNext(answer);
        if (halfClosed) {
            end();
            call.onCompleted();
        } else {
            wantsRequest = true;
            goOn();
        }
    }

    private synchronized void fail(Throwable failure) {
        if (!ended) {
            end();
            call.onError(Replies.statusOf(failure));
        }
    }

    /** On any thread: the server stops. */
    void stop() {
        fail(EtcdError.STOPPED.toException());
    }

    private void end() {
        ended = true;
        onEnd.accept(this);
    }

    private synchronized void goOn() {
        if (wantsRequest && call.isReady()) {
            wantsRequest = false;
            call.request(1);
        }
    }

    @Override
    public synchronized void onCompleted() {
        halfClosed = true;
        if (!waiting && !ended) {
            end();
            call.onCompleted();
        }
    }

    @Override
    public synchronized void onError(Throwable gone) {
        end();
    }
}
