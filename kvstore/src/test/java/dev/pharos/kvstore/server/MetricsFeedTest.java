package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.request.Requests.delete;
import static dev.pharos.kvstore.request.Requests.op;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.request.Requests.range;
import static dev.pharos.kvstore.request.Requests.txn;
import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.HashRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.SnapshotRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every metric that one member can move moves when what it counts happens. */
class MetricsFeedTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int ENTRIES = 60;

    /** A series whose name begins like this is above zero once everything has happened. */
    private static final List<String> MOVED = List.of(
            "etcd_cluster_version{",
            "etcd_debugging_auth_revision ",
            "etcd_debugging_lease_granted_total ",
            "etcd_debugging_lease_renewed_total ",
            "etcd_debugging_lease_revoked_total ",
            "etcd_debugging_lease_ttl_total_count ",
            "etcd_debugging_mvcc_compact_revision ",
            "etcd_debugging_mvcc_current_revision ",
            "etcd_debugging_mvcc_db_compaction_keys_total ",
            "etcd_debugging_mvcc_db_compaction_last ",
            "etcd_debugging_mvcc_db_compaction_pause_duration_milliseconds_count ",
            "etcd_debugging_mvcc_db_compaction_total_duration_milliseconds_count ",
            "etcd_debugging_mvcc_events_total ",
            "etcd_debugging_mvcc_index_compaction_pause_duration_milliseconds_count ",
            "etcd_debugging_mvcc_keys_total ",
            "etcd_debugging_mvcc_total_put_size_in_bytes ",
            "etcd_debugging_mvcc_watch_stream_total ",
            "etcd_debugging_mvcc_watcher_total ",
            "etcd_debugging_server_alarms{",
            "etcd_debugging_server_lease_expired_total ",
            "etcd_debugging_snap_save_total_duration_seconds_count ",
            "etcd_disk_backend_commit_duration_seconds_count ",
            "etcd_disk_backend_defrag_duration_seconds_count ",
            "etcd_disk_backend_snapshot_duration_seconds_count ",
            "etcd_disk_wal_fsync_duration_seconds_count ",
            "etcd_mvcc_db_total_size_in_bytes ",
            "etcd_mvcc_db_total_size_in_use_in_bytes ",
            "etcd_mvcc_delete_total ",
            "etcd_mvcc_hash_duration_seconds_count ",
            "etcd_mvcc_hash_rev_duration_seconds_count ",
            "etcd_mvcc_put_total ",
            "etcd_mvcc_range_total ",
            "etcd_mvcc_txn_total ",
            "etcd_network_client_grpc_received_bytes_total ",
            "etcd_network_client_grpc_sent_bytes_total ",
            "etcd_server_apply_duration_seconds_count{op=\"Put\",success=\"true\"",
            "etcd_server_client_requests_total{client_api_version=\"unknown\",type=\"unary\"",
            "etcd_server_client_requests_total{client_api_version=\"unknown\",type=\"stream\"",
            "etcd_server_feature_enabled{",
            "etcd_server_go_version{",
            "etcd_server_has_leader ",
            "etcd_server_health_success ",
            "etcd_server_healthcheck{",
            "etcd_server_healthchecks_total{",
            "etcd_server_id{",
            "etcd_server_is_leader ",
            "etcd_server_leader_changes_seen_total ",
            "etcd_server_proposals_applied_total ",
            "etcd_server_proposals_committed_total ",
            "etcd_server_quota_backend_bytes ",
            "etcd_server_range_duration_seconds_count{success=\"true\"} ",
            "etcd_server_range_duration_seconds_count{success=\"false\"} ",
            "etcd_server_version{",
            "etcd_snap_fsync_duration_seconds_count ",
            "grpc_server_handled_total{",
            "os_fd_limit ",
            "os_fd_used ",
            "promhttp_metric_handler_requests_total{");

    private static final class Quiet<T> implements StreamObserver<T> {
        @Override
        public void onNext(T message) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }

    @TempDir
    private Path home;

    private LocalCluster cluster;
    private Client client;

    @Test
    void what_happens_shows_in_the_metric_of_that_name() throws Exception {
        try (LocalCluster started = LocalCluster.start(
                        home,
                        "--heartbeat-interval=10",
                        "--election-timeout=100",
                        "--snapshot-count=10",
                        "--feature-gates=LeaseCheckpoint=true");
                Client connected = new Client(started)) {
            cluster = started;
            client = connected;
            keys();
            leases();
            page("/health");
            page("/livez");
            maintenance();
            assertThat(unmovedInTheEnd()).isEmpty();
        }
        try (LocalCluster started = LocalCluster.start(home)) {
            cluster = started;
            assertThat(unmoved(List.of("etcd_debugging_server_alarms{"))).isEmpty();
        }
    }

    private void keys() {
        ByteString all = ByteString.copyFrom(new byte[1]);
        WatchGrpc.newStub(client.channel())
                .watch(new Quiet<WatchResponse>())
                .onNext(WatchRequest.newBuilder()
                        .setCreateRequest(
                                WatchCreateRequest.newBuilder().setKey(all).setRangeEnd(all))
                        .build());
        for (int i = 0; i < ENTRIES; i++) {
            client.kv().put(put("a", "value" + i));
        }
        client.kv().put(put("b", "1"));
        client.kv().deleteRange(delete("b"));
        client.kv().txn(txn(op(put("c", "1"))));
        client.get("a");
        RangeRequest future = range("a").toBuilder().setRevision(1_000_000).build();
        assertThat(refusal(() -> client.kv().range(future))).contains("future revision");
    }

    private void leases() {
        client.leases()
                .leaseGrant(LeaseGrantRequest.newBuilder().setID(1).setTTL(1).build());
        client.leases()
                .leaseGrant(LeaseGrantRequest.newBuilder().setID(2).setTTL(3600).build());
        LeaseGrpc.newStub(client.channel())
                .leaseKeepAlive(new Quiet<LeaseKeepAliveResponse>())
                .onNext(LeaseKeepAliveRequest.newBuilder().setID(2).build());
    }

    private void maintenance() {
        client.kv()
                .compact(CompactionRequest.newBuilder()
                        .setRevision(ENTRIES)
                        .setPhysical(true)
                        .build());
        client.maintenance().hash(HashRequest.getDefaultInstance());
        client.maintenance().hashKV(HashKVRequest.getDefaultInstance());
        client.maintenance().defragment(DefragmentRequest.getDefaultInstance());
        client.maintenance()
                .snapshot(SnapshotRequest.getDefaultInstance())
                .forEachRemaining(piece -> assertThat(piece.getVersion()).isNotEmpty());
        client.maintenance()
                .alarm(AlarmRequest.newBuilder()
                        .setAction(AlarmAction.ACTIVATE)
                        .setAlarm(AlarmType.NOSPACE)
                        .setMemberID(cluster.server().memberId())
                        .build());
    }

    /** Some of it happens behind the answers. */
    private List<String> unmovedInTheEnd() throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        List<String> unmoved = unmoved(MOVED);
        while (!unmoved.isEmpty() && System.nanoTime() < deadline) {
            unmoved = unmoved(MOVED);
        }
        return unmoved;
    }

    private List<String> unmoved(List<String> names) throws Exception {
        List<String> lines = page("/metrics").lines().toList();
        List<String> unmoved = new ArrayList<>();
        for (String name : names) {
            if (lines.stream().noneMatch(line -> line.startsWith(name) && value(line) > 0)) {
                unmoved.add(name);
            }
        }
        return unmoved;
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private String page(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(cluster.clientUrl() + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
