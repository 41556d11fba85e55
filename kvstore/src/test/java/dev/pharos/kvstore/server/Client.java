package dev.pharos.kvstore.server;

import dev.pharos.kvstore.request.Requests;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc.KVBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc.LeaseBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc.MaintenanceBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** A client of a server in this process. */
public final class Client implements AutoCloseable {
    private static final int PUTS_PER_TXN = 100;

    private final ManagedChannel channel;

    public Client(LocalCluster cluster) {
        this(cluster.endpoint());
    }

    public Client(LocalServer member) {
        this(member.endpoint());
    }

    private Client(String endpoint) {
        this.channel = NettyChannelBuilder.forTarget(endpoint)
                .usePlaintext()
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build();
    }

    public ManagedChannel channel() {
        return channel;
    }

    public KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    public LeaseBlockingStub leases() {
        return LeaseGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    public MaintenanceBlockingStub maintenance() {
        return MaintenanceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    public RangeResponse get(String key) {
        return kv().range(Requests.range(key));
    }

    public String value(String key) {
        return get(key).getKvs(0).getValue().toStringUtf8();
    }

    /** Many keys that are sorted as they are numbered. */
    public void fill(String prefix, int count, String value) {
        for (int from = 0; from < count; from += PUTS_PER_TXN) {
            TxnRequest.Builder txn = TxnRequest.newBuilder();
            for (int i = from; i < Math.min(count, from + PUTS_PER_TXN); i++) {
                txn.addSuccess(RequestOp.newBuilder().setRequestPut(Requests.put(key(prefix, i), value + i)));
            }
            kv().txn(txn.build());
        }
    }

    public static String key(String prefix, int number) {
        return prefix + "%06d".formatted(number);
    }

    /** How a call was refused. */
    public static String refusal(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().getCode() + " " + refused.getStatus().getDescription();
        }
        return "not refused";
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
