package dev.pharos.raft.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final MemberSet NOBODY = MemberSet.EMPTY;

    @Test
    void learner_cannot_be_a_voter_of_either_half() {
        assertThatThrownBy(() -> Membership.of(MemberSet.of(1, 2), MemberSet.of(2)))
                .isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() ->
                        new Membership(MemberSet.of(1), MemberSet.of(2), MemberSet.of(2), NOBODY, LeaveMode.EXPLICIT))
                .isInstanceOf(InvariantViolation.class);
    }

    @Test
    void coming_learner_is_an_outgoing_voter() {
        assertThatThrownBy(() ->
                        new Membership(MemberSet.of(1), MemberSet.of(1), NOBODY, MemberSet.of(3), LeaveMode.EXPLICIT))
                .isInstanceOf(InvariantViolation.class);
    }

    @Test
    void only_a_joint_configuration_leaves_by_itself() {
        assertThatThrownBy(() -> new Membership(MemberSet.of(1), NOBODY, NOBODY, NOBODY, LeaveMode.AUTOMATIC))
                .isInstanceOf(InvariantViolation.class);
    }

    @Test
    void both_halves_and_the_learners_are_members() {
        Membership joint = new Membership(
                MemberSet.of(1, 2), MemberSet.of(2, 3), MemberSet.of(4), MemberSet.of(3), LeaveMode.AUTOMATIC);
        assertThat(joint.isJoint()).isTrue();
        assertThat(joint.members()).isEqualTo(MemberSet.of(1, 2, 3, 4));
        assertThat(joint.isVoter(3)).isTrue();
        assertThat(joint.isVoter(4)).isFalse();
        assertThat(joint.isLearner(4)).isTrue();
        assertThat(joint.contains(5)).isFalse();
        assertThat(joint).hasToString("voters=(1 2)&&(2 3) learners=(4) nextLearners=(3) autoleave");
    }

    @Test
    void one_plain_step_needs_no_joint_configuration_and_everything_else_does() {
        MembershipChange.Step add = new MembershipChange.Step(StepKind.ADD_VOTER, 4);
        MembershipChange.Step remove = new MembershipChange.Step(StepKind.REMOVE, 1);
        assertThat(MembershipChange.of(add).entersJoint()).isFalse();
        assertThat(MembershipChange.of(add, remove).entersJoint()).isTrue();
        assertThat(new MembershipChange(Transition.JOINT_EXPLICIT, List.of(add), Payload.EMPTY).entersJoint())
                .isTrue();
        assertThat(MembershipChange.LEAVE_JOINT.leavesJoint()).isTrue();
        assertThat(new MembershipChange(Transition.JOINT_EXPLICIT, List.of(), Payload.EMPTY).leavesJoint())
                .isFalse();
    }

    @Test
    void only_the_explicit_transition_waits_to_be_ended() {
        assertThat(new MembershipChange(Transition.JOINT_EXPLICIT, List.of(), Payload.EMPTY).leaveMode())
                .isEqualTo(LeaveMode.EXPLICIT);
        assertThat(new MembershipChange(Transition.JOINT_IMPLICIT, List.of(), Payload.EMPTY).leaveMode())
                .isEqualTo(LeaveMode.AUTOMATIC);
        assertThat(MembershipChange.LEAVE_JOINT.leaveMode()).isEqualTo(LeaveMode.AUTOMATIC);
    }
}
