package dev.pharos.kvstore.rehearsal;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The calls that most clients make. Throws what gRPC throws when one fails. */
final class ClientPart {
    private static final int ROUNDS = 1500;
    private static final long PATIENCE_SECONDS = 60;
    private static final ByteString KEY = ByteString.copyFromUtf8("rehearsal");

    private final ManagedChannel channel;
    private final KVGrpc.KVBlockingStub keys;

    ClientPart(ManagedChannel channel) {
        this.channel = channel;
        this.keys = KVGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void play() {
        long revision = keys.put(put("first")).getHeader().getRevision();
        watch();
        leases();
        for (int i = 0; i < ROUNDS; i++) {
            revision = keys.put(put("value " + i)).getHeader().getRevision();
            keys.range(RangeRequest.newBuilder().setKey(KEY).build());
        }
        keys.txn(transaction());
        keys.compact(CompactionRequest.newBuilder().setRevision(revision).build());
        keys.deleteRange(DeleteRangeRequest.newBuilder().setKey(KEY).build());
        ClusterGrpc.newBlockingStub(channel)
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .memberList(MemberListRequest.getDefaultInstance());
        MaintenanceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .status(StatusRequest.getDefaultInstance());
    }

    private static PutRequest put(String value) {
        return PutRequest.newBuilder()
                .setKey(KEY)
                .setValue(ByteString.copyFromUtf8(value))
                .build();
    }

    private static TxnRequest transaction() {
        Compare exists = Compare.newBuilder()
                .setKey(KEY)
                .setTarget(Compare.CompareTarget.VERSION)
                .setResult(Compare.CompareResult.GREATER)
                .setVersion(0)
                .build();
        RequestOp read = RequestOp.newBuilder()
                .setRequestRange(RangeRequest.newBuilder().setKey(KEY))
                .build();
        return TxnRequest.newBuilder()
                .addCompare(exists)
                .addSuccess(RequestOp.newBuilder().setRequestPut(put("in a transaction")))
                .addSuccess(read)
                .addFailure(read)
                .build();
    }

    private void watch() {
        FirstAnswer<WatchResponse> answers = new FirstAnswer<>();
        StreamObserver<WatchRequest> requests = WatchGrpc.newStub(channel)
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .watch(answers);
        requests.onNext(WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(KEY).setStartRevision(1))
                .build());
        answers.await();
        requests.onCompleted();
    }

    private void leases() {
        LeaseGrpc.LeaseBlockingStub leases =
                LeaseGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
        long id = leases.leaseGrant(LeaseGrantRequest.newBuilder().setTTL(60).build())
                .getID();
        keys.put(put("leased").toBuilder().setLease(id).build());
        FirstAnswer<LeaseKeepAliveResponse> answers = new FirstAnswer<>();
        StreamObserver<LeaseKeepAliveRequest> requests = LeaseGrpc.newStub(channel)
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .leaseKeepAlive(answers);
        requests.onNext(LeaseKeepAliveRequest.newBuilder().setID(id).build());
        answers.await();
        requests.onCompleted();
        leases.leaseTimeToLive(
                LeaseTimeToLiveRequest.newBuilder().setID(id).setKeys(true).build());
        leases.leaseRevoke(LeaseRevokeRequest.newBuilder().setID(id).build());
    }

    /** Waits for the first answer of a stream, or its end. */
    private static final class FirstAnswer<T> implements StreamObserver<T> {
        private final CountDownLatch arrived = new CountDownLatch(1);

        @Override
        public void onNext(T answer) {
            arrived.countDown();
        }

        @Override
        public void onError(Throwable error) {
            arrived.countDown();
        }

        @Override
        public void onCompleted() {
            arrived.countDown();
        }

        void await() {
            try {
                if (!arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("no answer");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
