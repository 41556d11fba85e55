package dev.pharos.kvstore.rpc;

import dev.pharos.wire.error.EtcdError;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Turns away what a learner does not do for clients (rule 9.4). Of ranges it cannot tell here whether they are
 * serializable; the operation looks at that itself.
 */
public final class LearnerGate implements ServerInterceptor {
    private static final Set<String> SERVED =
            Set.of("etcdserverpb.KV/Range", "etcdserverpb.Maintenance/Status", "etcdserverpb.Maintenance/Snapshot");

    private final BooleanSupplier isLearner;

    public LearnerGate(BooleanSupplier isLearner) {
        this.isLearner = isLearner;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        boolean served = !isLearner.getAsBoolean()
                || SERVED.contains(call.getMethodDescriptor().getFullMethodName());
        if (served) {
            return next.startCall(call, headers);
        }
        call.close(EtcdError.NOT_SUPPORTED_FOR_LEARNER.toStatus(), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
