package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import java.util.List;

/** The changes of one member at a time, as they are proposed. */
public final class MemberChanges {
    private MemberChanges() {}

    public static MembershipChange add(Member member, long requestId) {
        StepKind kind = member.isLearner() ? StepKind.ADD_LEARNER : StepKind.ADD_VOTER;
        return change(kind, member.id(), ChangeContext.ofMember(member, requestId));
    }

    public static MembershipChange remove(long member, long requestId) {
        return change(StepKind.REMOVE, member, ChangeContext.ofRemoval(requestId));
    }

    public static MembershipChange promote(Member learner, long requestId) {
        return change(StepKind.ADD_VOTER, learner.id(), ChangeContext.ofPromotion(learner, requestId));
    }

    /** Gives a member other peer addresses. */
    public static MembershipChange update(Member member, long requestId) {
        return change(StepKind.UPDATE, member.id(), ChangeContext.ofMember(member, requestId));
    }

    private static MembershipChange change(StepKind kind, long member, Payload context) {
        return new MembershipChange(Transition.AUTO, List.of(new Step(kind, member)), context);
    }
}
