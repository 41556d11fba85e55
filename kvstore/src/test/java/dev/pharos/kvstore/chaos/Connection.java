package dev.pharos.kvstore.chaos;

import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc.ClusterBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc.KVBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc.KVFutureStub;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc.LeaseBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc.LeaseStub;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc.MaintenanceBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc.WatchStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** A connection of its own that tries nothing twice. */
final class Connection implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final int LARGEST_ANSWER = 256 << 20;

    private final ManagedChannel channel;
    private final int patienceSeconds;

    Connection(int port) {
        this(port, PATIENCE_SECONDS);
    }

    /** @param patienceSeconds how long it waits for the answer to a request that is not a stream */
    Connection(int port, int patienceSeconds) {
        this.patienceSeconds = patienceSeconds;
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .disableRetry()
                .maxInboundMessageSize(LARGEST_ANSWER)
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    /** Tries to connect at once if it has no connection, however often that was in vain. */
    Connection awake() {
        channel.resetConnectBackoff();
        return this;
    }

    KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withDeadlineAfter(patienceSeconds, TimeUnit.SECONDS);
    }

    KVFutureStub kvLater() {
        return KVGrpc.newFutureStub(channel).withDeadlineAfter(patienceSeconds, TimeUnit.SECONDS);
    }

    LeaseBlockingStub leases() {
        return LeaseGrpc.newBlockingStub(channel).withDeadlineAfter(patienceSeconds, TimeUnit.SECONDS);
    }

    LeaseStub renewals() {
        return LeaseGrpc.newStub(channel).withDeadlineAfter(patienceSeconds, TimeUnit.SECONDS);
    }

    MaintenanceBlockingStub maintenance() {
        return MaintenanceGrpc.newBlockingStub(channel).withDeadlineAfter(patienceSeconds, TimeUnit.SECONDS);
    }

    ClusterBlockingStub cluster() {
        return ClusterGrpc.newBlockingStub(channel).withDeadlineAfter(patienceSeconds, TimeUnit.SECONDS);
    }

    WatchStub watch() {
        return WatchGrpc.newStub(channel);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
