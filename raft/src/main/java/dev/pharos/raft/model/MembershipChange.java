package dev.pharos.raft.model;

import java.util.List;

/**
 * A wish to change the membership, as it travels in an entry. Without steps it ends a joint
 * configuration. The context is the state machine's own (etcd: the member's attributes as JSON).
 */
public record MembershipChange(Transition transition, List<Step> steps, Payload context) {

    /** Whether to pass through a joint configuration; numbered as in raftpb. */
    public enum Transition {
        /** One step is taken at once, several go through a joint configuration that ends by itself. */
        AUTO(0),
        /** Joint in any case, ends by itself. */
        JOINT_IMPLICIT(1),
        /** Joint in any case, ends by a change without steps. */
        JOINT_EXPLICIT(2);

        private final int number;

        Transition(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /** What happens to one member; numbered as in raftpb. */
    public enum StepKind {
        ADD_VOTER(0),
        REMOVE(1),
        /** Changes only what the state machine knows of the member. */
        UPDATE(2),
        ADD_LEARNER(3);

        private final int number;

        StepKind(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    public record Step(StepKind kind, long member) {
        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + " "
                    + Long.toUnsignedString(member);
        }
    }

    public static final MembershipChange LEAVE_JOINT = new MembershipChange(Transition.AUTO, List.of(), Payload.EMPTY);

    public MembershipChange {
        steps = List.copyOf(steps);
    }

    public static MembershipChange single(StepKind kind, long member) {
        return new MembershipChange(Transition.AUTO, List.of(new Step(kind, member)), Payload.EMPTY);
    }

    public static MembershipChange of(Step... steps) {
        return new MembershipChange(Transition.AUTO, List.of(steps), Payload.EMPTY);
    }

    public boolean leavesJoint() {
        return transition == Transition.AUTO && steps.isEmpty();
    }

    /** Whether this change goes through a joint configuration. */
    public boolean entersJoint() {
        return transition != Transition.AUTO || steps.size() > 1;
    }

    public Membership.LeaveMode leaveMode() {
        return transition == Transition.JOINT_EXPLICIT ? Membership.LeaveMode.EXPLICIT : Membership.LeaveMode.AUTOMATIC;
    }
}
