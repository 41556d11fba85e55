package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.SnapshotRequest;
import dev.pharos.wire.proto.etcdserverpb.SnapshotResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A snapshot without end, in pieces of 32 KiB, as fast as its reader takes them. */
final class SlowSnapshot extends MaintenanceGrpc.MaintenanceImplBase {
    private static final SnapshotResponse PIECE = SnapshotResponse.newBuilder()
            .setBlob(ByteString.copyFrom(new byte[32 * 1024]))
            .build();

    private final AtomicInteger sent = new AtomicInteger();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    int sent() {
        return sent.get();
    }

    boolean cancelled() throws InterruptedException {
        return cancelled.await(20, TimeUnit.SECONDS);
    }

    /** Returns when nothing has been sent for a while that is long for a machine, though not for a person. */
    void awaitHeldBack() throws InterruptedException {
        int before = -1;
        while (before != sent.get()) {
            before = sent.get();
            assertNotCancelled();
        }
    }

    private void assertNotCancelled() throws InterruptedException {
        if (cancelled.await(200, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("cancelled");
        }
    }

    @Override
    public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> answers) {
        ServerCallStreamObserver<SnapshotResponse> client = (ServerCallStreamObserver<SnapshotResponse>) answers;
        client.setOnCancelHandler(cancelled::countDown);
        client.setOnReadyHandler(() -> {
            while (client.isReady()) {
                sent.incrementAndGet();
                client.onNext(PIECE);
            }
        });
    }
}
