package dev.pharos.etcdctl.offline;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseStatus;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.SnapshotRequest;
import dev.pharos.wire.proto.etcdserverpb.SnapshotResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a running member, of Pharos or of etcd, is asked in these tests. */
final class Endpoint implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

    private final ManagedChannel channel;

    private Endpoint(ManagedChannel channel) {
        this.channel = channel;
    }

    /** At {@code host:port}. */
    static Endpoint at(String address) {
        return new Endpoint(NettyChannelBuilder.forTarget(address)
                .usePlaintext()
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException exhausted) {
            throw new java.io.UncheckedIOException(exhausted);
        }
    }

    private Channel channel() {
        return channel;
    }

    private KVGrpc.KVBlockingStub keys() {
        return KVGrpc.newBlockingStub(channel())
                .withWaitForReady()
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private LeaseGrpc.LeaseBlockingStub leaseCalls() {
        return LeaseGrpc.newBlockingStub(channel()).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private MaintenanceGrpc.MaintenanceBlockingStub maintenance() {
        return MaintenanceGrpc.newBlockingStub(channel())
                .withWaitForReady()
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Answers the revision. */
    long put(String key, String value, long lease) {
        return keys().put(PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(key))
                        .setValue(ByteString.copyFromUtf8(value))
                        .setLease(lease)
                        .build())
                .getHeader()
                .getRevision();
    }

    void delete(String key) {
        keys().deleteRange(DeleteRangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .build());
    }

    void grant(long id, long ttl) {
        leaseCalls()
                .leaseGrant(LeaseGrantRequest.newBuilder().setID(id).setTTL(ttl).build());
    }

    void compact(long revision) {
        keys().compact(CompactionRequest.newBuilder()
                .setRevision(revision)
                .setPhysical(true)
                .build());
    }

    RangeResponse at(long revision) {
        return keys().range(RangeRequest.newBuilder()
                .setKey(ZERO)
                .setRangeEnd(ZERO)
                .setRevision(revision)
                .build());
    }

    long revision() {
        return at(0).getHeader().getRevision();
    }

    /** All pairs at every revision from one on. */
    Map<Long, List<KeyValue>> everything(long from) {
        Map<Long, List<KeyValue>> all = new TreeMap<>();
        for (long revision = from; revision <= revision(); revision++) {
            all.put(revision, at(revision).getKvsList());
        }
        return all;
    }

    /** The keys of each lease, and the TTL that it was granted with. */
    Map<Long, List<Object>> leases() {
        Map<Long, List<Object>> leases = new TreeMap<>();
        for (LeaseStatus lease : leaseCalls()
                .leaseLeases(LeaseLeasesRequest.getDefaultInstance())
                .getLeasesList()) {
            LeaseTimeToLiveResponse found = leaseCalls()
                    .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder()
                            .setID(lease.getID())
                            .setKeys(true)
                            .build());
            leases.put(
                    lease.getID(),
                    List.of(
                            found.getGrantedTTL(),
                            found.getKeysList().stream()
                                    .map(ByteString::toStringUtf8)
                                    .sorted()
                                    .toList()));
        }
        return leases;
    }

    HashKVResponse hash(long revision) {
        return maintenance()
                .hashKV(HashKVRequest.newBuilder().setRevision(revision).build());
    }

    AlarmResponse alarms() {
        return maintenance().alarm(AlarmRequest.getDefaultInstance());
    }

    List<Member> members() {
        return ClusterGrpc.newBlockingStub(channel())
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .memberList(MemberListRequest.getDefaultInstance())
                .getMembersList();
    }

    /** Saves a backup, as {@code etcdctl snapshot save} does. */
    Path save(Path file) throws IOException {
        Iterator<SnapshotResponse> pieces = maintenance().snapshot(SnapshotRequest.getDefaultInstance());
        try (OutputStream out = Files.newOutputStream(file)) {
            while (pieces.hasNext()) {
                pieces.next().getBlob().writeTo(out);
            }
        }
        return file;
    }

    /** Some of everything: leases, deletions, a compaction with changes before and behind it. Answers where. */
    long fill() {
        grant(77, 5000);
        grant(78, 7000);
        for (int i = 0; i < 30; i++) {
            put("key-" + i % 7, "value " + i, i % 3 == 0 ? 77 : 0);
        }
        delete("key-1");
        delete("key-2");
        long compacted = put("key-2", "again", 78);
        compact(compacted);
        delete("key-3");
        put("large", "x".repeat(100_000), 0);
        put("key-4", "newest", 0);
        return compacted;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
