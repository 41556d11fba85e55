package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.request.Requests;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc.ClusterBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.MemberAddRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every metric that only several members move moves when what it counts happens. */
class ClusterMetricsTest {
    @TempDir
    private Path home;

    @Test
    void what_happens_between_members_shows() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(
                        home, 3, "--heartbeat-interval=50", "--election-timeout=500", "--warning-apply-duration=1ns");
                Client client = new Client(cluster.leader())) {
            client.kv().put(put("a", "1"));
            for (LocalServer member : cluster.members()) {
                for (String moved : List.of(
                        "etcd_network_peer_sent_bytes_total{",
                        "etcd_network_peer_received_bytes_total{",
                        "etcd_network_peer_round_trip_time_seconds_count{",
                        "etcd_server_leader_changes_seen_total ",
                        "etcd_server_proposals_committed_total ",
                        "etcd_server_proposals_applied_total ",
                        "etcd_server_slow_apply_total ",
                        "etcd_cluster_version{cluster_version=\"3.6\"} ",
                        "etcd_server_has_leader ")) {
                    Soon.until(moved, () -> Page.metric(member, moved) > 0);
                }
                assertThat(Page.metric(member, "etcd_network_known_peers{")).isEqualTo(2);
                Soon.until("all are connected", () -> Page.metric(member, "etcd_network_active_peers{") == 2);
                assertThat(Page.metric(member, "etcd_server_is_leader ")).isEqualTo(member == cluster.leader() ? 1 : 0);
                assertThat(Page.metric(member, "etcd_server_is_learner ")).isZero();
                assertThat(Page.of(member, "/version").body()).contains("\"etcdcluster\":\"3.6.0\"");
            }
        }
    }

    @Test
    void the_end_of_a_leader_shows() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home, 3, "--heartbeat-interval=50", "--election-timeout=500")) {
            LocalServer old = cluster.leader();
            LocalServer left = cluster.followers().get(0);
            double seen = Page.metric(left, "etcd_server_leader_changes_seen_total ");
            old.stop();

            Soon.until("another leads", () -> Page.metric(left, "etcd_server_leader_changes_seen_total ") > seen);
            Soon.until("the loss", () -> Page.metric(left, "etcd_network_disconnected_peers_total{") > 0);
            Soon.until("one is left", () -> Page.metric(left, "etcd_network_active_peers{") == 1);
            LocalServer leader = cluster.leader();
            Soon.until("nobody takes it", () -> Page.metric(leader, "etcd_network_peer_sent_failures_total{") > 0);
        }
    }

    @Test
    void learners_and_their_promotions_show_where_they_are_decided() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home.resolve("first"));
                Client client = new Client(cluster)) {
            LocalServer learner = cluster.newcomer(home.resolve("second"));
            ClusterBlockingStub members = ClusterGrpc.newBlockingStub(client.channel());
            long id = members.memberAdd(MemberAddRequest.newBuilder()
                            .addPeerURLs(learner.peerUrl())
                            .setIsLearner(true)
                            .build())
                    .getMember()
                    .getID();
            MemberPromoteRequest promotion =
                    MemberPromoteRequest.newBuilder().setID(id).build();
            assertThat(refusal(() -> members.memberPromote(promotion))).contains("in sync with leader");
            learner.start();

            assertThat(Page.metric(learner, "etcd_server_is_learner ")).isEqualTo(1);
            assertThat(Page.of(learner, "/readyz").body()).contains("[-]non_learner failed: not supported for learner");
            assertThat(Page.of(learner, "/readyz?exclude=non_learner").status()).isEqualTo(200);
            assertThat(Page.of(learner, "/health").status()).isEqualTo(200);
            try (Client there = new Client(learner)) {
                assertThat(refusal(() -> there.kv().put(put("a", "1")))).contains("not supported for learner");
                assertThat(refusal(() -> there.kv().range(Requests.range("a")))).contains("not supported for learner");
            }
            LocalServer leader = cluster.member(0);
            assertThat(Page.metric(
                            leader,
                            "etcd_server_learner_promote_failures{Reason=\"etcdserver: can only promote a learner"
                                    + " member which is in sync with leader\"} "))
                    .isEqualTo(1);
            Soon.until(
                    "it is promoted",
                    () -> refusal(() -> members.memberPromote(promotion)).equals("not refused"));
            assertThat(Page.metric(leader, "etcd_server_learner_promote_successes "))
                    .isEqualTo(1);
            Soon.until("it is a voter", () -> Page.metric(learner, "etcd_server_is_learner ") == 0);
            assertThat(Page.of(learner, "/readyz").status()).isEqualTo(200);
        }
    }
}
