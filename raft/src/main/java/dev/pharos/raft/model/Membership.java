package dev.pharos.raft.model;

import dev.pharos.raft.check.Invariant;

/**
 * Who is in the group. While {@code outgoing} is not empty the group is in a joint configuration:
 * elections and commits need a majority of {@code voters} and one of {@code outgoing} (thesis 4.3).
 * {@code nextLearners} are outgoing voters that become learners when the joint configuration ends;
 * {@code leaveMode} says whether the leader ends it by itself.
 */
public record Membership(
        MemberSet voters, MemberSet outgoing, MemberSet learners, MemberSet nextLearners, LeaveMode leaveMode) {

    /** How a joint configuration ends. */
    public enum LeaveMode {
        /** By an explicit change without steps. */
        EXPLICIT,
        /** By the leader, as soon as the joint configuration is applied. */
        AUTOMATIC
    }

    public static final Membership EMPTY = of(MemberSet.EMPTY, MemberSet.EMPTY);

    public Membership {
        for (int i = 0; i < learners.size(); i++) {
            long learner = learners.get(i);
            Invariant.check(
                    !voters.contains(learner) && !outgoing.contains(learner),
                    "a learner is not a voter at the same time",
                    learner);
        }
        for (int i = 0; i < nextLearners.size(); i++) {
            Invariant.check(
                    outgoing.contains(nextLearners.get(i)),
                    "a coming learner is an outgoing voter",
                    nextLearners.get(i));
        }
        Invariant.check(
                !outgoing.isEmpty() || leaveMode == LeaveMode.EXPLICIT, "only a joint configuration leaves by itself");
    }

    public static Membership of(MemberSet voters, MemberSet learners) {
        return new Membership(voters, MemberSet.EMPTY, learners, MemberSet.EMPTY, LeaveMode.EXPLICIT);
    }

    public static Membership ofVoters(long... voters) {
        return of(MemberSet.of(voters), MemberSet.EMPTY);
    }

    public boolean isJoint() {
        return !outgoing.isEmpty();
    }

    public boolean isVoter(long member) {
        return voters.contains(member) || outgoing.contains(member);
    }

    public boolean isLearner(long member) {
        return learners.contains(member);
    }

    public boolean contains(long member) {
        return isVoter(member) || isLearner(member);
    }

    /** Everybody that entries are sent to. */
    public MemberSet members() {
        return voters.union(outgoing).union(learners);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("voters=").append(voters);
        if (isJoint()) {
            text.append("&&").append(outgoing);
        }
        if (!learners.isEmpty()) {
            text.append(" learners=").append(learners);
        }
        if (!nextLearners.isEmpty()) {
            text.append(" nextLearners=").append(nextLearners);
        }
        return text.append(leaveMode == LeaveMode.AUTOMATIC ? " autoleave" : "").toString();
    }
}
