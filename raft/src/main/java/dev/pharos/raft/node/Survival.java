package dev.pharos.raft.node;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.quorum.MembershipStep;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.util.ArrayList;
import java.util.List;

/**
 * One member goes on with the log of a group whose majority is lost for ever. Its log stays as it is, to the very
 * end: the stored commit index is a hint that lags behind, so any entry may have been acknowledged. Behind the end
 * come the changes that leave the member alone, in a term that nobody else has used, committed by its own word.
 *
 * <p>They are one write. What a crash leaves of it is a beginning that nobody has heard of, and the next try goes on
 * behind that; a second try after a whole one has nothing to do.
 */
final class Survival {
    private final long self;
    private final MembershipChange promotion;

    /** @param promotion makes a voter of the member if it is a learner */
    Survival(long self, MembershipChange promotion) {
        this.self = self;
        this.promotion = promotion;
    }

    /** @param machine how far the state machine is, which may be before or behind the log's snapshot */
    RecoveredLog in(RecoveredLog log, AppliedState machine) {
        if (machine.applied().index() > lastIndex(log)) {
            // The log has lost its end; the start that follows says so.
            return log;
        }
        List<MembershipChange> changes = changes(membershipAt(lastIndex(log), log, machine));
        boolean isDone =
                changes.isEmpty() && isAlone(membershipAt(log.hardState().commit(), log, machine));
        return isDone ? log : append(log, changes);
    }

    private boolean isAlone(Membership membership) {
        return !membership.isJoint() && membership.members().equals(MemberSet.of(self)) && membership.isVoter(self);
    }

    private static long lastIndex(RecoveredLog log) {
        return log.snapshot().at().index() + log.entries().size();
    }

    /**
     * Who belongs to the group if the log holds up to an index. A change that the state machine vetoed counts
     * here, which can make this group differ only by members that nobody knows; to remove them once more does no
     * harm.
     */
    private static Membership membershipAt(long index, RecoveredLog log, AppliedState machine) {
        boolean isAhead = machine.applied().index() >= log.snapshot().at().index();
        long from = isAhead ? machine.applied().index() : log.snapshot().at().index();
        Membership membership = isAhead ? machine.membership() : log.snapshot().membership();
        for (Entry entry : log.entries()) {
            if (entry.index() > from && entry.index() <= index && entry.changesMembership()) {
                membership = MembershipStep.apply(membership, MembershipChangeCodec.decode(entry))
                        .membership();
            }
        }
        return membership;
    }

    private List<MembershipChange> changes(Membership present) {
        List<MembershipChange> changes = new ArrayList<>();
        Membership rest = present;
        if (rest.isJoint()) {
            changes.add(MembershipChange.LEAVE_JOINT);
            rest = MembershipStep.apply(rest, MembershipChange.LEAVE_JOINT).membership();
        }
        if (!rest.contains(self)) {
            throw new IllegalStateException(
                    "cannot go on alone: by its log, the group is without this member: " + rest);
        }
        if (rest.isLearner(self)) {
            changes.add(promotion);
        }
        for (int i = 0; i < rest.members().size(); i++) {
            if (rest.members().get(i) != self) {
                changes.add(
                        MembershipChange.single(StepKind.REMOVE, rest.members().get(i)));
            }
        }
        return changes;
    }

    private RecoveredLog append(RecoveredLog log, List<MembershipChange> changes) {
        long term = log.hardState().term() + 1;
        List<Entry> added = new ArrayList<>();
        for (MembershipChange change : changes) {
            var type = MembershipChangeCodec.typeOf(change);
            added.add(new Entry(
                    type, term, lastIndex(log) + added.size() + 1, MembershipChangeCodec.encode(type, change)));
        }
        HardState alone = new HardState(term, self, lastIndex(log) + added.size());
        log.log().persist(List.of(LogWrite.of(alone, added)));
        log.log().handOver();
        List<Entry> entries = new ArrayList<>(log.entries());
        entries.addAll(added);
        return new RecoveredLog(log.identity(), log.snapshot(), alone, entries, log.log());
    }
}
