package dev.pharos.kvstore.discovery;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.config.DiscoveryOptions;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc.KVBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortOrder;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortTarget;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The cluster in which founders leave their names. Each of its members is asked in turn until one answers. */
final class Registry implements AutoCloseable {
    private static final int ROUNDS = 20;
    private static final long SHORTEST_REST_MILLIS = 250;
    private static final long LONGEST_REST_MILLIS = 8_000;

    private final List<ManagedChannel> members;
    private final Duration patience;

    Registry(List<String> endpoints, DiscoveryOptions.Calls calls) {
        this.members = endpoints.stream().map(each -> open(each, calls)).toList();
        this.patience = calls.requestTimeout();
    }

    private static ManagedChannel open(String endpoint, DiscoveryOptions.Calls calls) {
        return NettyChannelBuilder.forTarget("dns:///" + withoutScheme(endpoint))
                .usePlaintext()
                .keepAliveTime(calls.keepaliveTime().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(calls.keepaliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    private static String withoutScheme(String endpoint) {
        if (endpoint.startsWith("https:") || endpoint.startsWith("unix")) {
            throw new DiscoveryFailure("only http endpoints are supported, not " + endpoint);
        }
        return endpoint.startsWith("http://") ? endpoint.substring("http://".length()) : endpoint;
    }

    /** The pairs below a prefix, the oldest first. */
    List<KeyValue> below(String prefix) throws InterruptedException {
        ByteString start = ByteString.copyFromUtf8(prefix);
        ByteString end = ByteString.copyFromUtf8(
                prefix.substring(0, prefix.length() - 1) + (char) (prefix.charAt(prefix.length() - 1) + 1));
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(start)
                .setRangeEnd(end)
                .setSortTarget(SortTarget.CREATE)
                .setSortOrder(SortOrder.ASCEND)
                .build();
        return call(kv -> kv.range(request)).getKvsList();
    }

    List<KeyValue> at(String key) throws InterruptedException {
        RangeRequest request =
                RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build();
        return call(kv -> kv.range(request)).getKvsList();
    }

    void put(String key, String value) throws InterruptedException {
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .build();
        call(kv -> kv.put(request));
    }

    /** All calls here may be made twice. */
    private <T> T call(Function<KVBlockingStub, T> request) throws InterruptedException {
        long rest = SHORTEST_REST_MILLIS;
        StatusRuntimeException last = null;
        for (int round = 0; round < ROUNDS; round++) {
            for (ManagedChannel member : members) {
                try {
                    return request.apply(KVGrpc.newBlockingStub(member)
                            .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS));
                } catch (StatusRuntimeException refused) {
                    // The next one may be better off, or this one a little later.
                    last = refused;
                }
            }
            TimeUnit.MILLISECONDS.sleep(rest);
            rest = Math.min(2 * rest, LONGEST_REST_MILLIS);
        }
        String cause = last == null ? "no endpoints" : String.valueOf(last.getMessage());
        throw new DiscoveryFailure("too many retries (" + cause + ")");
    }

    @Override
    public void close() {
        members.forEach(ManagedChannel::shutdownNow);
    }
}
