package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.request.Requests.delete;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseCheckpoint;
import dev.pharos.wire.proto.etcdserverpb.LeaseCheckpointRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one member decides for all: that there is no space, which revisions go, when a lease ends. */
class ClusterDutiesTest {
    private static final String FULL = "etcdserver: mvcc: database space exceeded";
    private static final int ELECTION_MILLIS = 500;
    private static final String[] QUICK = {"--heartbeat-interval=50", "--election-timeout=" + ELECTION_MILLIS};

    @TempDir
    private Path home;

    @Test
    void one_full_member_closes_the_cluster_until_the_alarm_is_taken_back() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home, 3, QUICK)) {
            LocalServer full = cluster.followers().get(0);
            full.stop();
            full.start("--quota-backend-bytes=1");
            long id = full.server().memberId();
            LocalServer roomy = cluster.leader();
            try (Client there = new Client(full);
                    Client here = new Client(roomy)) {
                here.kv().put(put("a", "1"));
                assertThat(refusal(() -> there.kv().put(put("a", "2")))).contains(FULL);
                assertThat(alarms(here, AlarmAction.GET, 0))
                        .containsExactly(AlarmMember.newBuilder()
                                .setMemberID(id)
                                .setAlarm(AlarmType.NOSPACE)
                                .build());
                for (LocalServer member : cluster.members()) {
                    try (Client client = new Client(member)) {
                        assertThat(refusal(() -> client.kv().put(put("a", "3"))))
                                .contains(FULL);
                        assertThat(refusal(() -> client.leases()
                                        .leaseGrant(LeaseGrantRequest.newBuilder()
                                                .setTTL(60)
                                                .build())))
                                .contains(FULL);
                        assertThat(client.kv().deleteRange(delete("nothing")).getDeleted())
                                .isZero();
                        assertThat(client.value("a")).isEqualTo("1");
                    }
                    assertThat(Page.of(member, "/health").body()).contains("ALARM NOSPACE");
                    assertThat(Page.of(member, "/health?exclude=NOSPACE").status())
                            .isEqualTo(200);
                    assertThat(Page.of(member, "/readyz").status()).isEqualTo(200);
                }

                assertThat(alarms(there, AlarmAction.DEACTIVATE, id)).hasSize(1);
                here.kv().put(put("a", "4"));
                assertThat(there.value("a")).isEqualTo("4");
                assertThat(refusal(() -> there.kv().put(put("a", "5")))).contains(FULL);
                assertThat(alarms(here, AlarmAction.GET, 0)).hasSize(1);
            }
        }
    }

    private static List<AlarmMember> alarms(Client client, AlarmAction action, long member) {
        AlarmType type = action == AlarmAction.GET ? AlarmType.NONE : AlarmType.NOSPACE;
        return client.maintenance()
                .alarm(AlarmRequest.newBuilder()
                        .setAction(action)
                        .setAlarm(type)
                        .setMemberID(member)
                        .build())
                .getAlarmsList();
    }

    @Test
    void a_new_leader_goes_on_compacting() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(
                home, 3, QUICK[0], QUICK[1], "--auto-compaction-mode=periodic", "--auto-compaction-retention=1s")) {
            awaitCompactionOfWhatIsWritten(cluster);
            cluster.leader().stop();
            awaitCompactionOfWhatIsWritten(cluster);
        }
    }

    private static void awaitCompactionOfWhatIsWritten(LocalCluster cluster) throws Exception {
        try (Client client = new Client(cluster.leader())) {
            client.kv().put(put("a", "1"));
            long written = client.kv().put(put("a", "2")).getHeader().getRevision();
            Soon.until("the compaction", () -> compactRevision(client) == written);
        }
    }

    private static long compactRevision(Client client) {
        return client.maintenance().hashKV(HashKVRequest.getDefaultInstance()).getCompactRevision();
    }

    @Test
    void a_lease_ends_after_a_change_of_leader_but_no_sooner_for_it() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home, 3, QUICK);
                Client client = new Client(cluster.leader())) {
            client.leases()
                    .leaseGrant(
                            LeaseGrantRequest.newBuilder().setID(1).setTTL(1000).build());
            client.leases()
                    .leaseGrant(
                            LeaseGrantRequest.newBuilder().setID(2).setTTL(3).build());
            client.kv().put(put("a", "1", 2));
            Soon.until("a second passes", () -> timeToLive(client, 1).getTTL() < 999);
            LocalServer next = cluster.followers().get(0);
            client.maintenance()
                    .moveLeader(MoveLeaderRequest.newBuilder()
                            .setTargetID(next.server().memberId())
                            .build());

            assertThat(cluster.leader()).isSameAs(next);
            Soon.until(
                    "the new leader looks after it", () -> timeToLive(client, 1).getTTL() >= 999);
            for (LocalServer member : cluster.members()) {
                try (Client asking = new Client(member)) {
                    assertThat(timeToLive(asking, 1).getTTL()).isBetween(900L, 1001L);
                    assertThat(timeToLive(asking, 1).getGrantedTTL()).isEqualTo(1000);
                }
            }
            Soon.until("it ends", () -> client.get("a").getCount() == 0);
            assertThat(timeToLive(client, 2).getTTL()).isEqualTo(-1);
        }
    }

    @Test
    void what_a_checkpoint_says_of_a_lease_outlives_the_leader_and_a_restart() throws Exception {
        try (LocalCluster cluster =
                        LocalCluster.start(home, 3, QUICK[0], QUICK[1], "--feature-gates=LeaseCheckpoint=true");
                Client client = new Client(cluster.leader())) {
            client.leases()
                    .leaseGrant(
                            LeaseGrantRequest.newBuilder().setID(1).setTTL(1000).build());
            cluster.leader()
                    .server()
                    .member()
                    .proposer()
                    .propose(InternalRaftRequest.newBuilder()
                            .setLeaseCheckpoint(LeaseCheckpointRequest.newBuilder()
                                    .addCheckpoints(LeaseCheckpoint.newBuilder()
                                            .setID(1)
                                            .setRemainingTTL(500))))
                    .get(60, TimeUnit.SECONDS);
            LocalServer next = cluster.followers().get(0);
            next.stop();
            next.start();
            client.maintenance()
                    .moveLeader(MoveLeaderRequest.newBuilder()
                            .setTargetID(next.server().memberId())
                            .build());

            assertThat(cluster.leader()).isSameAs(next);
            Soon.until(
                    "the new leader looks after it", () -> timeToLive(client, 1).getTTL() <= 501);
            assertThat(timeToLive(client, 1).getTTL()).isGreaterThan(400);
            assertThat(timeToLive(client, 1).getGrantedTTL()).isEqualTo(1000);
        }
    }

    private static LeaseTimeToLiveResponse timeToLive(Client client, long lease) {
        return client.leases()
                .leaseTimeToLive(
                        LeaseTimeToLiveRequest.newBuilder().setID(lease).build());
    }
}
