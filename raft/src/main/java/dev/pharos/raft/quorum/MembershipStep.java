package dev.pharos.raft.quorum;

import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import java.util.Optional;

/**
 * How one membership follows from another. A change that would leave nobody to vote, or that does not
 * fit the present state, is refused with a reason; every member decides alike because it sees nothing
 * but the two values.
 */
public final class MembershipStep {
    /** The next membership, or why there is none. */
    public record Outcome(Membership membership, Optional<String> refusal) {
        static Outcome taken(Membership next) {
            return new Outcome(next, Optional.empty());
        }

        static Outcome refused(Membership present, String reason) {
            return new Outcome(present, Optional.of(reason));
        }
    }

    private MembershipStep() {}

    public static Outcome apply(Membership present, MembershipChange change) {
        if (change.leavesJoint()) {
            return present.isJoint()
                    ? Outcome.taken(leaveJoint(present))
                    : Outcome.refused(present, "the configuration is not joint");
        }
        if (present.isJoint()) {
            return Outcome.refused(present, "the configuration is joint already");
        }
        Draft draft = new Draft(present.voters(), present.learners(), MemberSet.EMPTY);
        MemberSet outgoing = change.entersJoint() ? present.voters() : MemberSet.EMPTY;
        for (Step step : change.steps()) {
            draft = draft.take(step, outgoing);
        }
        if (draft.voters.isEmpty()) {
            return Outcome.refused(present, "nobody would be left to vote");
        }
        LeaveMode mode = outgoing.isEmpty() ? LeaveMode.EXPLICIT : change.leaveMode();
        return Outcome.taken(new Membership(draft.voters, outgoing, draft.learners, draft.nextLearners, mode));
    }

    private static Membership leaveJoint(Membership joint) {
        return Membership.of(joint.voters(), joint.learners().union(joint.nextLearners()));
    }

    /** The sets while the steps of one change are taken in order. */
    private record Draft(MemberSet voters, MemberSet learners, MemberSet nextLearners) {
        Draft take(Step step, MemberSet outgoing) {
            long member = step.member();
            if (member == 0) {
                // That is how etcd's members void a change that their state machine refused.
                return this;
            }
            return switch (step.kind()) {
                case ADD_VOTER ->
                    new Draft(voters.with(member), learners.without(member), nextLearners.without(member));
                case REMOVE ->
                    new Draft(voters.without(member), learners.without(member), nextLearners.without(member));
                case ADD_LEARNER -> addLearner(member, outgoing);
                case UPDATE -> this;
            };
        }

        /** An outgoing voter still votes in its old half, so it becomes a learner only when that half ends. */
        private Draft addLearner(long member, MemberSet outgoing) {
            return outgoing.contains(member)
                    ? new Draft(voters.without(member), learners.without(member), nextLearners.with(member))
                    : new Draft(voters.without(member), learners.with(member), nextLearners);
        }
    }
}
