package dev.pharos.kvstore.concurrency;

import dev.pharos.wire.proto.v3lockpb.LockGrpc;
import dev.pharos.wire.proto.v3lockpb.LockRequest;
import dev.pharos.wire.proto.v3lockpb.LockResponse;
import dev.pharos.wire.proto.v3lockpb.UnlockRequest;
import dev.pharos.wire.proto.v3lockpb.UnlockResponse;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** The service {@code v3lockpb.Lock}. */
public final class LockService extends LockGrpc.LockImplBase {
    private final Supplier<LocalStore> storeOfCaller;

    /**
     * A service over the operations of this member.
     *
     * @param storeOfCaller asked on the thread of each call as it comes in, to act in its caller's name
     */
    public LockService(Supplier<LocalStore> storeOfCaller) {
        this.storeOfCaller = storeOfCaller;
    }

    @Override
    public void lock(LockRequest request, StreamObserver<LockResponse> call) {
        Answer.pending(new Locks(storeOfCaller.get()).lock(request), call);
    }

    @Override
    public void unlock(UnlockRequest request, StreamObserver<UnlockResponse> call) {
        Answer.with(new Locks(storeOfCaller.get()).unlock(request), call);
    }
}
