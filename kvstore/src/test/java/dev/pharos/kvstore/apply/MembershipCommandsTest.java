package dev.pharos.kvstore.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.Member.Kind;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.membershippb.Attributes;
import dev.pharos.wire.proto.membershippb.ClusterMemberAttrSetRequest;
import dev.pharos.wire.proto.membershippb.ClusterVersionSetRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipCommandsTest {
    private static final long OTHER = 5;
    private static final List<String> URLS = List.of("http://other:2380");

    @TempDir
    private Path home;

    private MachineUnderTest machine;

    @BeforeEach
    void found() {
        machine = MachineUnderTest.founded(home);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void the_founding_entry_makes_a_member_that_has_not_started() {
        assertThat(cluster().sorted())
                .containsExactly(Member.voter(MachineUnderTest.MEMBER, List.of("http://localhost:2380")));
        assertThat(machine.machine().recovered().membership()).isEqualTo(Membership.ofVoters(MachineUnderTest.MEMBER));
    }

    @Test
    void a_member_says_its_name_and_where_clients_find_it() {
        publish(MachineUnderTest.MEMBER, "default", "http://localhost:2379");
        publish(99, "stranger", "http://x:1");

        Member self = cluster().member(MachineUnderTest.MEMBER).orElseThrow();
        assertThat(self.hasStarted()).isTrue();
        assertThat(self.name()).isEqualTo("default");
        assertThat(self.clientUrls()).containsExactly("http://localhost:2379");
        assertThat(cluster().members()).hasSize(1);
    }

    @Test
    void a_learner_is_added_promoted_moved_and_removed_for_ever() {
        Member learner = new Member(OTHER, "", URLS, List.of(), Kind.LEARNER);
        machine.change(StepKind.ADD_LEARNER, OTHER, MemberJson.write(learner));
        assertThat(cluster().member(OTHER)).contains(learner);
        assertThat(cluster().learners()).isEqualTo(1);

        publish(OTHER, "other", "http://other:2379");
        machine.change(StepKind.ADD_VOTER, OTHER, "{\"id\":5,\"isPromote\":true}");
        assertThat(cluster().member(OTHER).orElseThrow().isLearner()).isFalse();
        assertThat(cluster().member(OTHER).orElseThrow().name()).isEqualTo("other");

        Member moved = Member.voter(OTHER, List.of("http://new:2380"));
        machine.change(StepKind.UPDATE, OTHER, MemberJson.write(moved));
        assertThat(cluster().member(OTHER).orElseThrow().peerUrls()).containsExactly("http://new:2380");
        assertThat(cluster().member(OTHER).orElseThrow().name()).isEqualTo("other");

        machine.change(StepKind.REMOVE, OTHER, "");
        assertThat(cluster().member(OTHER)).isEmpty();
        assertThat(cluster().removed()).containsExactly(OTHER);
    }

    @Test
    void an_update_of_a_learner_does_not_promote_it() {
        Member learner = new Member(OTHER, "", URLS, List.of(), Kind.LEARNER);
        machine.change(StepKind.ADD_LEARNER, OTHER, MemberJson.write(learner));
        machine.change(StepKind.UPDATE, OTHER, MemberJson.write(Member.voter(OTHER, List.of("http://new:2380"))));

        assertThat(cluster().member(OTHER).orElseThrow().isLearner()).isTrue();
    }

    @Test
    void the_last_member_cannot_be_removed_so_it_stays_in_the_list() {
        machine.change(StepKind.REMOVE, MachineUnderTest.MEMBER, "");

        assertThat(cluster().members()).hasSize(1);
        assertThat(cluster().removed()).isEmpty();
    }

    @Test
    void who_proposed_a_change_through_this_product_is_answered() {
        machine.change(
                StepKind.ADD_LEARNER, OTHER, "{\"id\":5,\"peerURLs\":[\"http://other:2380\"],\"requestId\":\"4711\"}");

        assertThat(machine.wasAnswered(4711)).isTrue();
        assertThat(cluster().member(OTHER).orElseThrow().peerUrls()).isEqualTo(URLS);
    }

    @Test
    void the_list_of_members_outlives_a_restart_and_a_crash() {
        machine.change(
                StepKind.ADD_LEARNER, OTHER, MemberJson.write(new Member(OTHER, "", URLS, List.of(), Kind.LEARNER)));
        publish(MachineUnderTest.MEMBER, "default", "http://localhost:2379");
        machine.applyOne(InternalRaftRequest.newBuilder()
                .setClusterVersionSet(ClusterVersionSetRequest.newBuilder().setVer("3.6.0")));
        machine.change(StepKind.ADD_LEARNER, 6, MemberJson.write(Member.voter(6, List.of("http://six:1"))));
        machine.change(StepKind.REMOVE, 6, "");
        ClusterState before = cluster();
        Membership membership = machine.machine().recovered().membership();

        machine.restart();
        assertThat(cluster()).isEqualTo(before);
        assertThat(machine.machine().recovered().membership()).isEqualTo(membership);

        machine.crash();
        assertThat(cluster()).isEqualTo(before);
        assertThat(before.version()).isEqualTo("3.6.0");
    }

    @Test
    void a_term_that_begins_is_told() {
        machine.begin();

        assertThat(machine.terms).containsExactly(MachineUnderTest.TERM);
    }

    private void publish(long member, String name, String url) {
        machine.applyOne(InternalRaftRequest.newBuilder()
                .setClusterMemberAttrSet(ClusterMemberAttrSetRequest.newBuilder()
                        .setMemberID(member)
                        .setMemberAttributes(
                                Attributes.newBuilder().setName(name).addClientUrls(url))));
    }

    private ClusterState cluster() {
        return machine.parts().cluster().state();
    }
}
