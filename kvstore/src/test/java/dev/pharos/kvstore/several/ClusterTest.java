package dev.pharos.kvstore.several;

import static dev.pharos.kvstore.several.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.WatchRecorder;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.Event.EventType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three members at peace: each says the same as the others, and does what only the leader can by asking it. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class ClusterTest {
    private Cluster cluster;

    @BeforeAll
    void found(@TempDir(factory = MemoryFolder.class) Path folder) {
        cluster = Cluster.ofThree(folder);
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void rule_9_1_ids_follow_from_the_addresses_and_all_members_list_the_same_ones() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (Member member : cluster.members()) {
            long id = firstBytes((member.peerUrl() + "etcd-cluster").getBytes(StandardCharsets.US_ASCII));
            assertThat(member.id()).isEqualTo(id);
            ids.add(id);
        }
        ids.sort(Long::compareUnsigned);
        ByteBuffer joined = ByteBuffer.allocate(24);
        ids.forEach(joined::putLong);
        long clusterId = firstBytes(joined.array());

        var first = cluster.members().get(0).members();
        assertThat(first).extracting(each -> each.getID()).isEqualTo(ids);
        assertThat(first).extracting(each -> each.getName()).containsExactlyInAnyOrder("p1", "p2", "p3");
        for (Member member : cluster.members()) {
            assertThat(member.members()).isEqualTo(first);
            assertThat(member.status().getHeader().getClusterId()).isEqualTo(clusterId);
            assertThat(first).anySatisfy(listed -> {
                assertThat(listed.getName()).isEqualTo(member.name());
                assertThat(listed.getPeerURLsList()).containsExactly(member.peerUrl());
                assertThat(listed.getClientURLsList()).containsExactly(member.clientUrl());
            });
        }
    }

    private static long firstBytes(byte[] hashed) throws Exception {
        return ByteBuffer.wrap(MessageDigest.getInstance("SHA-1").digest(hashed))
                .getLong();
    }

    @Test
    void what_is_put_through_one_is_read_through_all_at_once_and_locally_in_the_end() {
        for (Member writer : cluster.members()) {
            String key = "through/" + writer;
            long revision = writer.put(key, "value");
            for (Member reader : cluster.members()) {
                assertThat(reader.get(key)).isEqualTo("value");
                assertThat(reader.revisionHere()).isGreaterThanOrEqualTo(revision);
                assertThat(reader.getLocally(key)).isEqualTo("value");
            }
        }
        cluster.assertEqual();
    }

    @Test
    void rule_7_a_lease_granted_by_one_is_renewed_asked_for_and_revoked_through_all() {
        for (Member granting : cluster.members()) {
            long id = granting.connection()
                    .lease()
                    .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(600).build())
                    .getID();
            granting.connection()
                    .kv()
                    .put(PutRequest.newBuilder()
                            .setKey(ByteString.copyFromUtf8("leased"))
                            .setLease(id)
                            .build());
            for (Member asked : cluster.members()) {
                assertThat(Renewal.through(asked, id)).isEqualTo(600);
                LeaseTimeToLiveResponse left = asked.connection()
                        .lease()
                        .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder()
                                .setID(id)
                                .setKeys(true)
                                .build());
                assertThat(left.getGrantedTTL()).isEqualTo(600);
                assertThat(left.getTTL()).isBetween(1L, 600L);
                assertThat(left.getKeysList()).containsExactly(ByteString.copyFromUtf8("leased"));
            }
            Member revoking = cluster.follower();
            var unused = revoking.connection()
                    .lease()
                    .leaseRevoke(LeaseRevokeRequest.newBuilder().setID(id).build());
            cluster.members()
                    .forEach(member -> assertThat(Renewal.through(member, id)).isZero());
        }
    }

    @Test
    void rule_7_the_end_of_a_lease_is_seen_everywhere_and_not_before_its_time() throws Exception {
        List<WatchRecorder> watches = new ArrayList<>();
        for (Member member : cluster.members()) {
            watches.add(watching(member, "ends"));
        }
        long begun = System.nanoTime();
        Leased.put(cluster.follower(), "ends", 2);
        for (WatchRecorder watch : watches) {
            assertThat(watch.events(2)).extracting(Event::getType).containsExactly(EventType.PUT, EventType.DELETE);
            assertThat(System.nanoTime() - begun).isGreaterThan(2_000_000_000L);
            watch.close();
        }
    }

    private static WatchRecorder watching(Member member, String key) throws InterruptedException {
        WatchRecorder watch = WatchRecorder.open(member.connection());
        var unused = watch.create(WatchCreateRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)));
        return watch;
    }

    @Test
    void rule_6_watches_on_all_members_see_all_changes_in_order() throws Exception {
        int changes = 200;
        List<WatchRecorder> watches = new ArrayList<>();
        for (Member member : cluster.members()) {
            watches.add(watching(member, "watched"));
        }
        List<Long> revisions = new ArrayList<>();
        for (int change = 0; change < changes; change++) {
            revisions.add(cluster.members().get(change % 3).put("watched", "value " + change));
        }
        for (WatchRecorder watch : watches) {
            List<Event> seen = watch.events(changes);
            assertThat(seen).extracting(event -> event.getKv().getModRevision()).isEqualTo(revisions);
            assertThat(seen)
                    .extracting(event -> event.getKv().getVersion())
                    .isEqualTo(LongStream.rangeClosed(1, changes).boxed().toList());
            watch.close();
        }
    }

    @Test
    void rule_10_11_only_the_leader_hands_over_and_only_to_a_voter() {
        Member leader = cluster.leader();
        Member next = cluster.follower();
        Member last = cluster.runningBut(leader).get(1);

        assertRefused(EtcdError.NOT_LEADER, () -> move(next, next.id()));
        assertRefused(EtcdError.NOT_LEADER, () -> move(next, leader.id()));
        assertRefused(EtcdError.BAD_LEADER_TRANSFEREE, () -> move(leader, 77));
        move(leader, leader.id());
        assertThat(cluster.leader()).isEqualTo(leader);
        move(leader, next.id());
        assertThat(leader.status().getLeader()).isEqualTo(next.id());
        assertThat(cluster.leader()).isEqualTo(next);
        move(next, last.id());
        assertThat(cluster.leader()).isEqualTo(last);
    }

    private static void move(Member through, long target) {
        var unused = through.connection()
                .maintenance()
                .moveLeader(MoveLeaderRequest.newBuilder().setTargetID(target).build());
    }
}
