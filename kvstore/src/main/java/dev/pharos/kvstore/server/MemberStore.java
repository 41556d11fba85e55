package dev.pharos.kvstore.server;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pharos.kvstore.concurrency.LocalStore;
import dev.pharos.kvstore.service.KvOperations;
import dev.pharos.kvstore.service.LeaseOperations;
import dev.pharos.kvstore.watch.WatchHub;
import dev.pharos.kvstore.watch.WatchStream;
import dev.pharos.kvstore.watch.protocol.Sender;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.WatchMessage;
import dev.pharos.kvstore.watch.protocol.WatchSink;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.value.KeyRange;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The operations of this member for those who live in the same process: the lock and election services. */
final class MemberStore implements LocalStore {
    private final KvOperations kv;
    private final LeaseOperations leases;
    private final WatchHub hub;

    MemberStore(KvOperations kv, LeaseOperations leases, WatchHub hub) {
        this.kv = kv;
        this.leases = leases;
        this.hub = hub;
    }

    @Override
    public CompletionStage<TxnResponse> txn(TxnRequest request) {
        return failing(() -> kv.txn(request));
    }

    @Override
    public CompletionStage<RangeResponse> range(RangeRequest request) {
        return failing(() -> kv.range(request));
    }

    @Override
    public CompletionStage<DeleteRangeResponse> deleteRange(DeleteRangeRequest request) {
        return failing(() -> kv.deleteRange(request));
    }

    @Override
    public CompletionStage<LeaseGrantResponse> grantLease(long ttlSeconds) {
        return failing(() ->
                leases.grant(LeaseGrantRequest.newBuilder().setTTL(ttlSeconds).build()));
    }

    /** A refusal that is found at once reaches the caller as one that is found later. */
    private static <T> CompletionStage<T> failing(Supplier<CompletionStage<T>> operation) {
        try {
            return operation.get();
        } catch (RuntimeException refused) {
            return java.util.concurrent.CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public OpenWatch watch(KeyRange range, long startRevision, Watcher watcher) {
        Sink sink = new Sink(watcher);
        WatchStream stream = hub.openStream(sink, StreamOptions.DEFAULT);
        stream.create(new WatchSpec(0, range, startRevision, Set.of()));
        return () -> {
            sink.over.set(true);
            stream.close();
        };
    }

    /** Hands on what comes, as messages, until one end or the other has had enough. */
    private static final class Sink implements WatchSink {
        private static final Sender NOBODY = new Sender(0, 0, 0);

        private final Watcher watcher;
        private final AtomicBoolean over = new AtomicBoolean();

        Sink(Watcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void send(WatchMessage message) {
            if (message.isCanceled()) {
                end(message.compactRevision(), message.cancelReason());
            } else if (!message.events().elements().isEmpty() && !over.get()) {
                watcher.onEvents(response(message).getEventsList());
            }
        }

        private static WatchResponse response(WatchMessage message) {
            try {
                return WatchResponse.parseFrom(message.toByteArray(NOBODY));
            } catch (InvalidProtocolBufferException ownEncoding) {
                throw new IllegalStateException(ownEncoding);
            }
        }

        @Override
        public void ended(EtcdError why) {
            end(0, why.message());
        }

        private void end(long compactRevision, String reason) {
            if (over.compareAndSet(false, true)) {
                watcher.onCanceled(compactRevision, reason);
            }
        }
    }
}
