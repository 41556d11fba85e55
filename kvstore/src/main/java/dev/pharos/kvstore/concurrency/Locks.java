package dev.pharos.kvstore.concurrency;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.concurrency.Attempt.Entry;
import dev.pharos.kvstore.concurrency.Attempt.OldValue;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.v3lockpb.LockRequest;
import dev.pharos.wire.proto.v3lockpb.LockResponse;
import dev.pharos.wire.proto.v3lockpb.UnlockRequest;
import dev.pharos.wire.proto.v3lockpb.UnlockResponse;
import java.util.concurrent.CompletionStage;

/** Locks that leases hold, for one caller. Any thread. */
public final class Locks {
    private final LocalStore store;

    public Locks(LocalStore store) {
        this.store = store;
    }

    /** Held once there is an answer; at once if the lease holds it already. */
    public Pending<LockResponse> lock(LockRequest request) {
        Entry entry = new Entry(new Line(request.getName()), request.getLease(), ByteString.EMPTY, OldValue.KEPT);
        return Attempt.start(store, entry)
                .map(front -> LockResponse.newBuilder()
                        .setHeader(front.seen())
                        .setKey(front.place().key())
                        .build());
    }

    /** Of a key that is not there, too. */
    public CompletionStage<UnlockResponse> unlock(UnlockRequest request) {
        return store.deleteRange(
                        DeleteRangeRequest.newBuilder().setKey(request.getKey()).build())
                .thenApply(answer -> UnlockResponse.newBuilder()
                        .setHeader(answer.getHeader())
                        .build());
    }
}
