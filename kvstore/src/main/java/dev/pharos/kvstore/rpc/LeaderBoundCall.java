package dev.pharos.kvstore.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * A call that somebody besides its service may end. What the service still sends then goes nowhere, as after a
 * client's cancel. The lock keeps an end apart from an answer that is being sent.
 */
final class LeaderBoundCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private boolean ended;

    LeaderBoundCall(ServerCall<Q, A> call) {
        super(call);
    }

    void end(Status why) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        try {
            delegate().close(why, new Metadata());
        } catch (IllegalStateException closedByItself) {
            // Its service, or gRPC itself, was quicker.
            return;
        }
    }

    synchronized boolean isEnded() {
        return ended;
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
        if (!ended) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public synchronized void sendMessage(A message) {
        if (!ended) {
            super.sendMessage(message);
        }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
        if (!ended) {
            super.close(status, trailers);
        }
    }

    @Override
    public boolean isCancelled() {
        return isEnded() || super.isCancelled();
    }
}
