package dev.pharos.kvstore.concurrency;

import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.value.KeyRange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The operations of this member, in the name of one caller: checked, permitted and answered as if the caller
 * had sent them. Any thread; nothing blocks. A stage fails with what the caller would have been sent.
 *
 * <p>The operations outlive the call they are made for: after the caller is gone, its key is still to be
 * deleted.
 */
public interface LocalStore {
    CompletionStage<TxnResponse> txn(TxnRequest request);

    CompletionStage<RangeResponse> range(RangeRequest request);

    CompletionStage<DeleteRangeResponse> deleteRange(DeleteRangeRequest request);

    CompletionStage<LeaseGrantResponse> grantLease(long ttlSeconds);

    /** Events from a revision on. The watcher may be told before this returns. */
    OpenWatch watch(KeyRange range, long startRevision, Watcher watcher);

    /** Told on any thread, one call after the other; must not block. */
    interface Watcher {
        /** In order; all changes of one revision together. */
        void onEvents(List<Event> events);

        /**
         * The last call.
         *
         * @param compactRevision where history begins, if the start was before that; else 0
         * @param reason as a client would be told; may be empty
         */
        void onCanceled(long compactRevision, String reason);
    }

    /** A watch until it is closed. Events may still come in while it is being closed. */
    interface OpenWatch extends AutoCloseable {
        @Override
        void close();
    }
}
