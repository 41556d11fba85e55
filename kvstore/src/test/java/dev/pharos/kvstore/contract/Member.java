package dev.pharos.kvstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.Connection;
import dev.pharos.kvstore.blackbox.WatchRecorder;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A new server of one member, and one connection to it. */
final class Member implements AutoCloseable {
    static final ByteString ALL = ByteString.copyFrom(new byte[] {0});

    private final LocalCluster cluster;
    final Connection connection;

    private Member(LocalCluster cluster) {
        this.cluster = cluster;
        this.connection = Connection.to(cluster.endpoint());
    }

    /** Elects itself at once, so that a test can have a server of its own. */
    static Member quick(Path folder) throws InterruptedException {
        return start(folder, "--heartbeat-interval=10", "--election-timeout=100");
    }

    static Member start(Path folder, String... flags) throws InterruptedException {
        return new Member(LocalCluster.start(folder, flags));
    }

    static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    /** The header's revision. */
    long put(String key, String value) {
        return put(PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value)));
    }

    long put(PutRequest.Builder request) {
        return connection.kv().put(request.build()).getHeader().getRevision();
    }

    DeleteRangeResponse delete(String key, String end) {
        return connection
                .kv()
                .deleteRange(DeleteRangeRequest.newBuilder()
                        .setKey(bytes(key))
                        .setRangeEnd(bytes(end))
                        .setPrevKv(true)
                        .build());
    }

    RangeResponse range(RangeRequest.Builder request) {
        return connection.kv().range(request.build());
    }

    RangeResponse get(String key) {
        return range(keys(key, ""));
    }

    static RangeRequest.Builder keys(String key, String end) {
        return RangeRequest.newBuilder().setKey(bytes(key)).setRangeEnd(bytes(end));
    }

    static RangeRequest.Builder everything() {
        return RangeRequest.newBuilder().setKey(ALL).setRangeEnd(ALL);
    }

    static List<String> keysOf(RangeResponse response) {
        return response.getKvsList().stream()
                .map(KeyValue::getKey)
                .map(ByteString::toStringUtf8)
                .toList();
    }

    void compact(long revision) {
        connection
                .kv()
                .compact(CompactionRequest.newBuilder()
                        .setRevision(revision)
                        .setPhysical(true)
                        .build());
    }

    void grant(long id, long ttl) {
        connection
                .lease()
                .leaseGrant(LeaseGrantRequest.newBuilder().setID(id).setTTL(ttl).build());
    }

    long revision() {
        return get("nothing").getHeader().getRevision();
    }

    WatchRecorder watch() {
        return WatchRecorder.open(connection);
    }

    static void assertRefused(EtcdError error, ThrowingCallable call) {
        Status status = failure(call);
        assertThat(status.getDescription()).isEqualTo(error.message());
        assertThat(status.getCode()).isEqualTo(error.toStatus().getCode());
    }

    static Status failure(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call).getStatus();
    }

    /** The connection stays; what it carries is cut off. */
    void stopServer() {
        cluster.close();
    }

    @Override
    public void close() {
        connection.close();
        cluster.close();
    }
}
