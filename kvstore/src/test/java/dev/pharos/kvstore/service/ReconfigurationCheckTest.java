package dev.pharos.kvstore.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.Member.Kind;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReconfigurationCheckTest {
    private final Map<Long, Member> members = new TreeMap<>();
    private final Set<Long> steady = new HashSet<>();
    private final Set<Long> fresh = new HashSet<>();
    private final ReconfigurationCheck check = new ReconfigurationCheck(
            1, (member, time) -> steady.contains(member) || (time.isZero() && fresh.contains(member)));

    @Test
    void a_sole_member_may_always_take_a_second() {
        started(1);

        allowed(() -> check.requireMayAdd(cluster(), Kind.VOTER));
        allowed(() -> check.requireMayAdd(cluster(), Kind.LEARNER));
    }

    @Test
    void a_second_that_has_not_started_keeps_a_third_voter_out_but_no_learner() {
        started(1);
        added(2);

        refused(EtcdError.NOT_ENOUGH_STARTED_MEMBERS, () -> check.requireMayAdd(cluster(), Kind.VOTER));
        refused(EtcdError.UNHEALTHY, () -> check.requireMayAdd(cluster(), Kind.LEARNER));
    }

    @Test
    void adding_needs_a_majority_that_holds_while_the_new_one_is_down() {
        started(1, 2, 3);
        steady.add(2L);
        refused(EtcdError.UNHEALTHY, () -> check.requireMayAdd(cluster(), Kind.VOTER));

        fresh.add(3L);
        refused(EtcdError.UNHEALTHY, () -> check.requireMayAdd(cluster(), Kind.VOTER));

        steady.add(3L);
        allowed(() -> check.requireMayAdd(cluster(), Kind.VOTER));
    }

    @Test
    void one_that_is_down_may_go_and_one_that_is_needed_may_not() {
        started(1, 2, 3);
        steady.add(2L);

        allowed(() -> check.requireMayRemove(cluster(), member(3)));
        refused(EtcdError.UNHEALTHY, () -> check.requireMayRemove(cluster(), member(2)));
        refused(EtcdError.UNHEALTHY, () -> check.requireMayRemove(cluster(), member(1)));

        steady.add(3L);
        allowed(() -> check.requireMayRemove(cluster(), member(2)));
    }

    @Test
    void removing_needs_started_members_enough() {
        started(1, 2);
        added(3);
        steady.addAll(Set.of(2L, 3L));

        refused(EtcdError.NOT_ENOUGH_STARTED_MEMBERS, () -> check.requireMayRemove(cluster(), member(2)));
        allowed(() -> check.requireMayRemove(cluster(), member(3)));
    }

    @Test
    void a_learner_may_go_at_any_time() {
        started(1, 2);
        members.put(3L, new Member(3, "", List.of("http://3:1"), List.of(), Kind.LEARNER));

        allowed(() -> check.requireMayRemove(cluster(), member(3)));
    }

    @Test
    void a_learner_counts_as_started_when_it_is_to_vote() {
        started(1);
        members.put(3L, new Member(3, "", List.of("http://3:1"), List.of(), Kind.LEARNER));
        allowed(() -> check.requireMayPromote(cluster()));

        added(4, 5);
        refused(EtcdError.NOT_ENOUGH_STARTED_MEMBERS, () -> check.requireMayPromote(cluster()));
    }

    private void started(long... ids) {
        for (long id : ids) {
            members.put(id, new Member(id, "m" + id, List.of("http://" + id + ":1"), List.of("http://c"), Kind.VOTER));
        }
    }

    private void added(long... ids) {
        for (long id : ids) {
            members.put(id, Member.voter(id, List.of("http://" + id + ":1")));
        }
    }

    private Member member(long id) {
        Member found = members.get(id);
        assertThat(found).isNotNull();
        return found;
    }

    private ClusterState cluster() {
        return new ClusterState(members, Set.of(), "3.6.0");
    }

    private static void allowed(ThrowingCallable wish) {
        assertThatCode(wish).doesNotThrowAnyException();
    }

    private static void refused(EtcdError why, ThrowingCallable wish) {
        assertThatThrownBy(wish)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.error()).isEqualTo(why));
    }
}
