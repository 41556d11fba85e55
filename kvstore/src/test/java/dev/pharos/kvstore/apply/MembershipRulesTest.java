package dev.pharos.kvstore.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.Member.Kind;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.wire.error.EtcdError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipRulesTest {
    private static final Member VOTER = Member.voter(1, List.of("http://one:2380"));
    private static final Member LEARNER = learner(2, "http://two:2380");
    private static final long REMOVED = 3;
    private static final ClusterState CLUSTER =
            new ClusterState(Map.of(1L, VOTER, 2L, LEARNER), Set.of(REMOVED), "3.6.0");

    private final MembershipRules rules = new MembershipRules(2);

    @Test
    void what_makes_sense_meets_no_objection() {
        assertThat(rules.objection(CLUSTER, MemberChanges.add(Member.voter(4, List.of("http://four:1")), 7)))
                .isEmpty();
        assertThat(rules.objection(CLUSTER, MemberChanges.add(learner(4, "http://four:1"), 7)))
                .isEmpty();
        assertThat(rules.objection(CLUSTER, MemberChanges.promote(LEARNER, 7))).isEmpty();
        assertThat(rules.objection(CLUSTER, MemberChanges.remove(1, 7))).isEmpty();
        assertThat(rules.objection(CLUSTER, MemberChanges.update(VOTER.at(List.of("http://new:1")), 7)))
                .isEmpty();
        assertThat(rules.objection(CLUSTER, MemberChanges.update(VOTER, 7))).isEmpty();
        assertThat(rules.objection(CLUSTER, new MembershipChange(Transition.AUTO, List.of(), Payload.EMPTY)))
                .isEmpty();
    }

    @Test
    void an_id_that_was_removed_names_nobody_ever_again() {
        Member back = Member.voter(REMOVED, List.of("http://three:2380"));
        assertThat(rules.objection(CLUSTER, MemberChanges.add(back, 7))).contains(EtcdError.MEMBER_NOT_FOUND);
        assertThat(rules.objection(CLUSTER, MemberChanges.remove(REMOVED, 7))).contains(EtcdError.MEMBER_NOT_FOUND);
        assertThat(rules.objection(CLUSTER, MemberChanges.update(back, 7))).contains(EtcdError.MEMBER_NOT_FOUND);
        assertThat(rules.objection(CLUSTER, MemberChanges.promote(back, 7))).contains(EtcdError.MEMBER_NOT_FOUND);
    }

    @Test
    void who_is_there_cannot_be_added_and_who_is_not_cannot_change() {
        Member stranger = Member.voter(9, List.of("http://nine:1"));
        assertThat(rules.objection(CLUSTER, MemberChanges.add(VOTER, 7))).contains(EtcdError.MEMBER_EXISTS);
        assertThat(rules.objection(CLUSTER, MemberChanges.remove(9, 7))).contains(EtcdError.MEMBER_NOT_FOUND);
        assertThat(rules.objection(CLUSTER, MemberChanges.update(stranger, 7))).contains(EtcdError.MEMBER_NOT_FOUND);
        assertThat(rules.objection(CLUSTER, MemberChanges.promote(stranger, 7))).contains(EtcdError.MEMBER_NOT_FOUND);
        assertThat(rules.objection(CLUSTER, MemberChanges.promote(VOTER, 7))).contains(EtcdError.MEMBER_NOT_LEARNER);
    }

    @Test
    void no_two_members_share_an_address() {
        Member thief = Member.voter(9, List.of("http://nine:1", "http://two:2380"));
        assertThat(rules.objection(CLUSTER, MemberChanges.add(thief, 7))).contains(EtcdError.PEER_URL_EXISTS);
        assertThat(rules.objection(CLUSTER, MemberChanges.update(VOTER.at(List.of("http://two:2380")), 7)))
                .contains(EtcdError.PEER_URL_EXISTS);
    }

    @Test
    void learners_are_few() {
        assertThat(new MembershipRules(1).objection(CLUSTER, MemberChanges.add(learner(9, "http://nine:1"), 7)))
                .contains(EtcdError.TOO_MANY_LEARNERS);
    }

    private static Member learner(long id, String url) {
        return new Member(id, "", List.of(url), List.of(), Kind.LEARNER);
    }
}
