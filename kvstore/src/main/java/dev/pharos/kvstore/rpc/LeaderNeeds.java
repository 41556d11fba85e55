package dev.pharos.kvstore.rpc;

import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the open streams whose callers want a leader to be there (rule 12.6), and ends them when it is lost. Watches
 * are not among them: their hub ends them itself, and they send too much to be looked at twice.
 */
public final class LeaderNeeds implements ServerInterceptor {
    private static final String WATCH = WatchGrpc.getWatchMethod().getFullMethodName();

    private final Set<LeaderBoundCall<?, ?>> open = ConcurrentHashMap.newKeySet();

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return isStream(call.getMethodDescriptor()) && CallerCheck.wantsLeader(headers)
                ? follow(new LeaderBoundCall<>(call), headers, next)
                : next.startCall(call, headers);
    }

    private static boolean isStream(MethodDescriptor<?, ?> method) {
        return !method.getType().serverSendsOneMessage()
                && !method.getFullMethodName().equals(WATCH);
    }

    private <Q, A> ServerCall.Listener<Q> follow(
            LeaderBoundCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        open.add(call);
        try {
            return new Following<>(call, next.startCall(call, headers));
        } catch (RuntimeException refused) {
            open.remove(call);
            throw refused;
        }
    }

    /** Ends the streams that are open. Any thread. */
    public void leaderLost() {
        open.forEach(call -> call.end(EtcdError.NO_LEADER.toStatus()));
    }

    /** What its service learns of a call. That it was ended from here looks to it as if the client had gone. */
    private final class Following<Q> extends SimpleForwardingServerCallListener<Q> {
        private final LeaderBoundCall<Q, ?> call;

        Following(LeaderBoundCall<Q, ?> call, ServerCall.Listener<Q> service) {
            super(service);
            this.call = call;
        }

        @Override
        public void onComplete() {
            open.remove(call);
            if (call.isEnded()) {
                super.onCancel();
            } else {
                super.onComplete();
            }
        }

        @Override
        public void onCancel() {
            open.remove(call);
            super.onCancel();
        }
    }
}
