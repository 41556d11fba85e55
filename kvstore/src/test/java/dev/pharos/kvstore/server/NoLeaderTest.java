package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.request.Requests;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.v3electionpb.CampaignRequest;
import dev.pharos.wire.proto.v3electionpb.ElectionGrpc;
import dev.pharos.wire.proto.v3electionpb.LeaderRequest;
import dev.pharos.wire.proto.v3electionpb.LeaderResponse;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower that is left alone. */
class NoLeaderTest {
    private static final String NO_LEADER = "UNAVAILABLE etcdserver: no leader";
    private static final long LEASE = 7;

    @TempDir
    private Path home;

    private LocalCluster cluster;
    private LocalServer left;
    private Client client;
    private Channel needsLeader;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(home, 3, "--heartbeat-interval=50", "--election-timeout=500");
        left = cluster.followers().get(0);
        client = new Client(left);
        Metadata hasLeader = new Metadata();
        hasLeader.put(Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER), "true");
        needsLeader =
                ClientInterceptors.intercept(client.channel(), MetadataUtils.newAttachHeadersInterceptor(hasLeader));
        client.leases()
                .leaseGrant(
                        LeaseGrantRequest.newBuilder().setID(LEASE).setTTL(3600).build());
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    private void leaveAlone() throws Exception {
        for (LocalServer member : cluster.members()) {
            if (member != left) {
                member.stop();
            }
        }
        Soon.until("the leader is missed", () -> left.server().leader() == 0);
    }

    @Test
    void streams_that_need_a_leader_end_and_others_go_on() throws Exception {
        Recorded<WatchResponse> watching = watch(needsLeader);
        Recorded<WatchResponse> patient = watch(client.channel());
        Recorded<LeaseKeepAliveResponse> renewals = new Recorded<>();
        LeaseGrpc.newStub(needsLeader).leaseKeepAlive(renewals).onNext(renewal());
        assertThat(renewals.next().getTTL()).isEqualTo(3600);
        Recorded<LeaderResponse> observing = observe(needsLeader);

        leaveAlone();

        assertThat(watching.end()).isEqualTo(NO_LEADER);
        assertThat(renewals.end()).isEqualTo(NO_LEADER);
        assertThat(observing.end()).isEqualTo(NO_LEADER);
        assertThat(patient.isOver()).isFalse();
        cluster.members().get(0).start();
        cluster.members().get(1).start();
        cluster.members().get(2).start();
        client.kv().put(put("a", "2"));
        assertThat(patient.next().getEvents(0).getKv().getValue().toStringUtf8())
                .isEqualTo("2");
    }

    private static Recorded<WatchResponse> watch(Channel channel) throws InterruptedException {
        Recorded<WatchResponse> watching = new Recorded<>();
        WatchGrpc.newStub(channel)
                .watch(watching)
                .onNext(WatchRequest.newBuilder()
                        .setCreateRequest(WatchCreateRequest.newBuilder().setKey(ByteString.copyFromUtf8("a")))
                        .build());
        assertThat(watching.next().getCreated()).isTrue();
        return watching;
    }

    private Recorded<LeaderResponse> observe(Channel channel) throws InterruptedException {
        ByteString election = ByteString.copyFromUtf8("e");
        assertThat(ElectionGrpc.newBlockingStub(client.channel())
                        .campaign(CampaignRequest.newBuilder()
                                .setName(election)
                                .setLease(LEASE)
                                .build())
                        .getLeader()
                        .getLease())
                .isEqualTo(LEASE);
        Recorded<LeaderResponse> observing = new Recorded<>();
        ElectionGrpc.newStub(channel)
                .observe(LeaderRequest.newBuilder().setName(election).build(), observing);
        assertThat(observing.next().hasKv()).isTrue();
        return observing;
    }

    private static LeaseKeepAliveRequest renewal() {
        return LeaseKeepAliveRequest.newBuilder().setID(LEASE).build();
    }

    @Test
    void calls_end_as_far_as_they_need_a_leader_and_the_pages_say_why() throws Exception {
        leaveAlone();
        Recorded<LeaseKeepAliveResponse> renewals = new Recorded<>();
        StreamObserver<LeaseKeepAliveRequest> renewing =
                LeaseGrpc.newStub(client.channel()).leaseKeepAlive(renewals);
        renewing.onNext(renewal());

        assertThat(refusal(() -> KVGrpc.newBlockingStub(needsLeader).range(serializable())))
                .isEqualTo(NO_LEADER);
        assertThat(client.kv().range(serializable()).getCount()).isZero();
        assertThat(client.maintenance()
                        .status(StatusRequest.getDefaultInstance())
                        .getErrorsList())
                .containsExactly("etcdserver: no leader");
        assertThat(Page.of(left, "/health"))
                .isEqualTo(new Page(503, "{\"health\":\"false\",\"reason\":\"RAFT NO LEADER\"}\n"));
        assertThat(Page.of(left, "/health?serializable=true").status()).isEqualTo(200);
        assertThat(Page.of(left, "/livez")).isEqualTo(new Page(200, "ok\n"));
        assertThat(Page.of(left, "/readyz/serializable_read").status()).isEqualTo(200);
        assertThat(Page.of(left, "/readyz/data_corruption").status()).isEqualTo(200);
        assertThat(Page.of(left, "/readyz/non_learner").status()).isEqualTo(200);
        assertThat(Page.of(left, "/readyz").body())
                .contains("[-]linearizable_read failed: etcdserver: request timed out\n", "[+]serializable_read ok\n");
        assertThat(Page.metric(left, "etcd_server_has_leader ")).isZero();
        assertThat(Page.metric(left, "etcd_server_read_indexes_failed_total ")).isPositive();
        assertThat(Page.metric(left, "etcd_server_slow_read_indexes_total ")).isPositive();
        assertThat(renewals.end()).isEqualTo(NO_LEADER);
    }

    private static dev.pharos.wire.proto.etcdserverpb.RangeRequest serializable() {
        return Requests.range("a").toBuilder().setSerializable(true).build();
    }
}
