package dev.pharos.kvstore.several;

import static dev.pharos.kvstore.several.Refusals.assertRefused;
import static dev.pharos.kvstore.several.Refusals.awaitRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.WatchRecorder;
import dev.pharos.kvstore.several.Cluster.Kind;
import dev.pharos.kvstore.several.Member.Program;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateRequest;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Section 9: members come and go, are promoted and move. Each test leaves three voters behind. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class MembershipTest {
    private static final String REMOVED = "the member has been permanently removed from the cluster";

    private Cluster cluster;

    @BeforeAll
    void found(@TempDir(factory = MemoryFolder.class) Path folder) {
        cluster = Cluster.ofThree(folder);
    }

    @AfterEach
    void agree() {
        cluster.heal();
        cluster.assertEqual();
        var first = cluster.members().get(0).members();
        assertThat(first).hasSize(3);
        cluster.members().forEach(member -> assertThat(member.members()).isEqualTo(first));
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    private static MemberUpdateRequest moving(long id, String... peerUrls) {
        return MemberUpdateRequest.newBuilder()
                .setID(id)
                .addAllPeerURLs(List.of(peerUrls))
                .build();
    }

    private static void remove(Member by, long id) {
        var unused = by.connection()
                .cluster()
                .memberRemove(MemberRemoveRequest.newBuilder().setID(id).build());
    }

    private static void promote(Member by, long id) {
        var unused = by.connection()
                .cluster()
                .memberPromote(MemberPromoteRequest.newBuilder().setID(id).build());
    }

    private dev.pharos.wire.proto.etcdserverpb.Member listed(Member by, long id) {
        return by.members().stream()
                .filter(each -> each.getID() == id)
                .findAny()
                .orElseThrow();
    }

    @Test
    void rule_9_3_a_new_voter_has_no_name_until_it_starts_and_rule_9_2_it_is_gone_for_good_when_removed() {
        Member old = cluster.follower();
        Member added = cluster.make(Program.PHAROS);
        var answer = cluster.announce(old, added, Kind.VOTER);
        long id = answer.getMember().getID();
        assertThat(answer.getMembersList())
                .hasSize(4)
                .isSortedAccordingTo((one, other) -> Long.compareUnsigned(one.getID(), other.getID()));
        assertThat(listed(cluster.leader(), id).getName()).isEmpty();
        assertThat(listed(cluster.leader(), id).getClientURLsList()).isEmpty();
        assertRefused(EtcdError.PEER_URL_EXISTS, () -> Cluster.add(old, added.peerUrl(), Kind.VOTER));

        cluster.start(added);
        assertThat(added.id()).isEqualTo(id);
        assertThat(listed(added, id).getName()).isEqualTo(added.name());
        assertThat(listed(added, id).getClientURLsList()).containsExactly(added.clientUrl());
        cluster.assertEqual();

        Cluster.takeOut(old, id);
        assertThat(added.process().awaitEnd()).as(added.process()::describe).isZero();
        assertThat(added.process().said()).anyMatch(line -> line.contains(REMOVED));
        added.launch();
        int unused = added.process().awaitEnd();
        assertThat(added.process().said()).anyMatch(line -> line.contains(REMOVED));
        cluster.forget(added);
        assertRefused(EtcdError.MEMBER_NOT_FOUND, () -> remove(old, id));
        assertRefused(EtcdError.MEMBER_NOT_FOUND, () -> promote(old, id));
        assertRefused(
                EtcdError.MEMBER_NOT_FOUND,
                () -> old.connection().cluster().memberUpdate(moving(id, "http://127.0.0.1:1")));
    }

    @Test
    void rule_9_4_a_learner_serves_little_until_it_is_promoted() throws Exception {
        Member leader = cluster.leader();
        Member follower = cluster.follower();
        Member learner = cluster.make(Program.PHAROS);
        long id = cluster.announce(follower, learner, Kind.LEARNER).getMember().getID();
        assertRefused(EtcdError.TOO_MANY_LEARNERS, () -> Cluster.add(leader, "http://127.0.0.1:1", Kind.LEARNER));
        assertRefused(EtcdError.MEMBER_NOT_LEARNER, () -> promote(leader, follower.id()));
        awaitRefusal(EtcdError.LEARNER_NOT_READY, () -> promote(leader, id));
        awaitRefusal(EtcdError.LEARNER_NOT_READY, () -> promote(follower, id));

        var unused = leader.put("learnt", "value");
        cluster.start(learner);
        assertThat(learner.status().getIsLearner()).isTrue();
        Await.until("it has learnt", () -> learner.getLocally("learnt").equals("value"));
        for (Runnable call : List.<Runnable>of(
                () -> learner.get("learnt"),
                () -> learner.put("learnt", "other"),
                () -> learner.members(),
                () -> learner.hash(0),
                () -> learner.connection().lease().leaseGrant(LeaseGrantRequest.getDefaultInstance()))) {
            assertRefused(EtcdError.NOT_SUPPORTED_FOR_LEARNER, call::run);
        }
        try (WatchRecorder watch = WatchRecorder.open(learner.connection())) {
            watch.send(WatchRequest.newBuilder()
                    .setCreateRequest(WatchCreateRequest.newBuilder().setKey(Member.ALL))
                    .build());
            assertThat(watch.end().getDescription()).isEqualTo(EtcdError.NOT_SUPPORTED_FOR_LEARNER.message());
        }
        assertRefused(
                EtcdError.BAD_LEADER_TRANSFEREE,
                () -> leader.connection()
                        .maintenance()
                        .moveLeader(
                                MoveLeaderRequest.newBuilder().setTargetID(id).build()));

        Await.until("it is promoted through a follower", () -> {
            promote(follower, id);
            return true;
        });
        Await.until("it votes", () -> !learner.status().getIsLearner());
        assertThat(learner.get("learnt")).isEqualTo("value");
        assertThat(listed(learner, id).getIsLearner()).isFalse();
        cluster.moveLeader(learner);
        cluster.remove(cluster.follower(), learner);
    }

    @Test
    void rule_9_5_no_change_is_made_that_could_cost_the_majority() {
        Member first = cluster.leader();
        Member second = cluster.follower();
        Member third = cluster.runningBut(first).get(1);
        long four = cluster.announce(first, cluster.make(Program.PHAROS), Kind.VOTER)
                .getMember()
                .getID();
        long five = cluster.announce(first, cluster.make(Program.PHAROS), Kind.VOTER)
                .getMember()
                .getID();
        assertRefused(EtcdError.NOT_ENOUGH_STARTED_MEMBERS, () -> Cluster.add(first, "http://127.0.0.1:1", Kind.VOTER));
        assertRefused(EtcdError.NOT_ENOUGH_STARTED_MEMBERS, () -> remove(first, third.id()));
        remove(first, five);
        remove(first, four);

        long thirdId = third.id();
        long secondId = second.id();
        third.process().kill9();
        awaitRefusal(EtcdError.UNHEALTHY, () -> Cluster.add(first, "http://127.0.0.1:1", Kind.LEARNER));
        assertRefused(EtcdError.UNHEALTHY, () -> Cluster.add(first, "http://127.0.0.1:1", Kind.VOTER));
        assertRefused(EtcdError.UNHEALTHY, () -> remove(first, secondId));

        remove(first, thirdId);
        cluster.forget(third);
        Member unused = cluster.join(first, cluster.make(Program.PHAROS));
    }

    @Test
    void rule_9_6_a_member_moves_to_another_address_and_nothing_else_of_it_changes() {
        Member moving = cluster.follower();
        Member other = cluster.runningBut(moving).get(0);
        long id = moving.id();
        var before = listed(other, id);
        assertRefused(
                EtcdError.PEER_URL_EXISTS,
                () -> other.connection().cluster().memberUpdate(moving(id, other.peerUrl())));
        assertRefused(
                EtcdError.BAD_MEMBER_URLS, () -> other.connection().cluster().memberUpdate(moving(id, "nowhere")));

        int exit = moving.process().terminate();
        assertThat(exit).isEqualTo(143);
        moving.moveElsewhere();
        var answer = Await.answer(
                "it is moved", () -> other.connection().cluster().memberUpdate(moving(id, moving.peerUrl())));
        assertThat(answer.getMembersList())
                .contains(before.toBuilder()
                        .clearPeerURLs()
                        .addPeerURLs(moving.peerUrl())
                        .build());
        moving.restart();
        assertThat(moving.id()).isEqualTo(id);
        assertThat(listed(moving, id).getClientURLsList()).containsExactly(moving.clientUrl());
        cluster.moveLeader(moving);
    }

    @Test
    void rule_9_8_the_leader_is_removed_through_itself_and_the_others_go_on() {
        Member leader = cluster.leader();
        try (Writer writer = new Writer(cluster)) {
            writer.awaitMore(20);
            cluster.remove(leader, leader);
            writer.awaitMore(50);
            Member next = cluster.leader();
            assertThat(next).isNotEqualTo(leader);
            Member added = cluster.join(next, cluster.make(Program.PHAROS));
            writer.assertNothingIsLost(added);
        }
    }

    @Test
    void rule_9_10_who_lost_its_disk_comes_back_only_as_another_member() {
        Member lost = cluster.follower();
        Member other = cluster.runningBut(lost).get(0);
        long former = lost.id();
        List<Member> all = cluster.members();
        lost.process().kill9();
        lost.wipe();
        lost.launch(all, "new");
        assertThat(lost.process().awaitEnd()).isEqualTo(1);
        assertThat(lost.process().said())
                .anyMatch(line -> line.contains(Long.toHexString(former) + " has already been bootstrapped"));

        lost.launch(List.of(other, lost), "existing");
        assertThat(lost.process().awaitEnd()).isEqualTo(1);
        assertThat(lost.process().said()).anyMatch(line -> line.contains("member count is unequal"));

        Cluster.takeOut(other, former);
        long id = cluster.announce(other, lost, Kind.VOTER).getMember().getID();
        assertThat(id).isNotEqualTo(former);
        lost.wipe();
        lost.launch(all, "existing");
        lost.awaitReady();
        assertThat(lost.id()).isEqualTo(id);
    }
}
