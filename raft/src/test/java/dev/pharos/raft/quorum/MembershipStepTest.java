package dev.pharos.raft.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.quorum.MembershipStep.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MembershipStepTest {
    private static final Membership THREE = Membership.ofVoters(1, 2, 3);
    private static final StepKind[] KINDS = StepKind.values();
    private static final Transition[] TRANSITIONS = Transition.values();

    @Test
    void single_step_is_taken_at_once() {
        assertThat(taken(THREE, add(4))).isEqualTo(Membership.ofVoters(1, 2, 3, 4));
        assertThat(taken(THREE, remove(2))).isEqualTo(Membership.ofVoters(1, 3));
        assertThat(taken(THREE, learner(4))).isEqualTo(group(MemberSet.of(1, 2, 3), MemberSet.of(4)));
        assertThat(taken(THREE, update(1))).isEqualTo(THREE);
    }

    @Test
    void learner_is_promoted_and_voter_demoted_in_one_step() {
        Membership withLearner = group(MemberSet.of(1, 2), MemberSet.of(3));
        assertThat(taken(withLearner, add(3))).isEqualTo(THREE);
        assertThat(taken(THREE, learner(3))).isEqualTo(withLearner);
    }

    @Test
    void step_that_changes_nothing_is_taken() {
        assertThat(taken(THREE, add(1))).isEqualTo(THREE);
        assertThat(taken(THREE, remove(9))).isEqualTo(THREE);
        assertThat(taken(group(MemberSet.of(1), MemberSet.of(2)), learner(2)))
                .isEqualTo(group(MemberSet.of(1), MemberSet.of(2)));
    }

    @Test
    void learner_is_removed() {
        assertThat(taken(group(MemberSet.of(1), MemberSet.of(2)), remove(2))).isEqualTo(Membership.ofVoters(1));
    }

    @Test
    void several_steps_go_through_a_joint_configuration_that_ends_by_itself() {
        assertThat(taken(THREE, add(4), remove(1)))
                .isEqualTo(new Membership(
                        MemberSet.of(2, 3, 4),
                        MemberSet.of(1, 2, 3),
                        MemberSet.EMPTY,
                        MemberSet.EMPTY,
                        LeaveMode.AUTOMATIC));
    }

    @Test
    void single_step_goes_through_a_joint_configuration_where_that_is_asked_for() {
        MembershipChange explicit = new MembershipChange(Transition.JOINT_EXPLICIT, List.of(add(4)), Payload.EMPTY);
        assertThat(MembershipStep.apply(THREE, explicit).membership())
                .isEqualTo(new Membership(
                        MemberSet.of(1, 2, 3, 4),
                        MemberSet.of(1, 2, 3),
                        MemberSet.EMPTY,
                        MemberSet.EMPTY,
                        LeaveMode.EXPLICIT));
    }

    @Test
    void outgoing_voter_becomes_a_learner_only_when_the_joint_configuration_ends() {
        Membership joint = taken(THREE, learner(3), add(4));
        assertThat(joint)
                .isEqualTo(new Membership(
                        MemberSet.of(1, 2, 4),
                        MemberSet.of(1, 2, 3),
                        MemberSet.EMPTY,
                        MemberSet.of(3),
                        LeaveMode.AUTOMATIC));
        assertThat(left(joint)).isEqualTo(group(MemberSet.of(1, 2, 4), MemberSet.of(3)));
    }

    @Test
    void later_step_on_the_same_member_wins() {
        assertThat(left(taken(THREE, learner(3), add(3)))).isEqualTo(THREE);
        assertThat(left(taken(THREE, learner(3), remove(3)))).isEqualTo(Membership.ofVoters(1, 2));
        assertThat(left(taken(THREE, remove(3), learner(3)))).isEqualTo(group(MemberSet.of(1, 2), MemberSet.of(3)));
        assertThat(left(taken(THREE, add(4), learner(4)))).isEqualTo(group(MemberSet.of(1, 2, 3), MemberSet.of(4)));
    }

    @Test
    void joint_configuration_takes_no_change_but_its_end() {
        Membership joint = taken(THREE, add(4), remove(1));
        assertRefused(joint, MembershipChange.of(add(5)), "the configuration is joint already");
        assertRefused(joint, MembershipChange.of(add(5), add(6)), "the configuration is joint already");
        assertThat(left(joint)).isEqualTo(Membership.ofVoters(2, 3, 4));
    }

    @Test
    void configuration_that_is_not_joint_cannot_be_left() {
        assertRefused(THREE, MembershipChange.LEAVE_JOINT, "the configuration is not joint");
    }

    @Test
    void somebody_is_left_to_vote() {
        Membership one = Membership.ofVoters(1);
        assertRefused(one, MembershipChange.of(remove(1)), "nobody would be left to vote");
        assertRefused(one, MembershipChange.of(learner(1)), "nobody would be left to vote");
        assertRefused(one, MembershipChange.of(remove(1), learner(2)), "nobody would be left to vote");
        assertRefused(Membership.EMPTY, MembershipChange.of(learner(1)), "nobody would be left to vote");
        assertThat(taken(Membership.EMPTY, add(1))).isEqualTo(one);
    }

    @Test
    void random_sequences_keep_what_a_membership_promises() {
        Random random = new Random(3);
        int joints = 0;
        for (int run = 0; run < 500; run++) {
            Membership present = Membership.ofVoters(1);
            for (int i = 0; i < 40; i++) {
                MembershipChange change = randomChange(random);
                Outcome outcome = MembershipStep.apply(present, change);
                Membership next = outcome.membership();
                if (outcome.refusal().isPresent()) {
                    assertThat(next).isEqualTo(present);
                }
                assertThat(next.voters().isEmpty()).isFalse();
                assertSeparate(next);
                assertThat(!change.entersJoint() && votersMoved(present, next) > 1)
                        .isFalse();
                if (next.isJoint() && !present.isJoint()) {
                    joints++;
                    assertThat(next.outgoing()).isEqualTo(present.voters());
                    assertLeavingKeepsEverybody(next);
                }
                present = next;
            }
        }
        assertThat(joints).isGreaterThan(500);
    }

    /** The constructor checks it too; here from outside. */
    private static void assertSeparate(Membership membership) {
        for (long learner : membership.learners().toArray()) {
            assertThat(membership.isVoter(learner)).isFalse();
        }
        for (long coming : membership.nextLearners().toArray()) {
            assertThat(membership.outgoing().contains(coming)).isTrue();
            assertThat(membership.voters().contains(coming)).isFalse();
        }
    }

    private static void assertLeavingKeepsEverybody(Membership joint) {
        Membership end = left(joint);
        assertThat(end.isJoint()).isFalse();
        assertThat(end.voters()).isEqualTo(joint.voters());
        assertThat(end.learners()).isEqualTo(joint.learners().union(joint.nextLearners()));
    }

    private static int votersMoved(Membership before, Membership after) {
        if (before.isJoint() != after.isJoint()) {
            return 0;
        }
        int moved = 0;
        for (long member : before.voters().union(after.voters()).toArray()) {
            moved += before.voters().contains(member) == after.voters().contains(member) ? 0 : 1;
        }
        return moved;
    }

    private static MembershipChange randomChange(Random random) {
        List<Step> steps = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            steps.add(new Step(KINDS[random.nextInt(KINDS.length)], 1 + random.nextInt(6)));
        }
        return new MembershipChange(TRANSITIONS[random.nextInt(TRANSITIONS.length)], steps, Payload.EMPTY);
    }

    private static Membership taken(Membership present, Step... steps) {
        Outcome outcome = MembershipStep.apply(present, MembershipChange.of(steps));
        assertThat(outcome.refusal()).isEmpty();
        return outcome.membership();
    }

    private static Membership left(Membership joint) {
        Outcome outcome = MembershipStep.apply(joint, MembershipChange.LEAVE_JOINT);
        assertThat(outcome.refusal()).isEmpty();
        return outcome.membership();
    }

    private static void assertRefused(Membership present, MembershipChange change, String reason) {
        Outcome outcome = MembershipStep.apply(present, change);
        assertThat(outcome.refusal()).contains(reason);
        assertThat(outcome.membership()).isEqualTo(present);
    }

    private static Membership group(MemberSet voters, MemberSet learners) {
        return Membership.of(voters, learners);
    }

    private static Step add(long member) {
        return new Step(StepKind.ADD_VOTER, member);
    }

    private static Step remove(long member) {
        return new Step(StepKind.REMOVE, member);
    }

    private static Step learner(long member) {
        return new Step(StepKind.ADD_LEARNER, member);
    }

    private static Step update(long member) {
        return new Step(StepKind.UPDATE, member);
    }
}
