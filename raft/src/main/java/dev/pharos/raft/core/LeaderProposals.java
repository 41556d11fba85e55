package dev.pharos.raft.core;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.quorum.MembershipStep;
import java.util.Optional;

/** What a leader lets into its log. */
final class LeaderProposals {
    private final CoreState state;
    private final Journal journal;
    /**
     * No membership change may be proposed before the entry at this index is applied: it may be one. A
     * new leader does not know what it inherited, so it starts with its last index.
     */
    private long pendingChangeIndex;

    /** Last index of the log when this leader was elected; what lies before counts for nobody. */
    private final long inherited;

    /**
     * Where the change stands that ends this member's vote, once there is one. Nothing is let in behind
     * it: those who leave would hold more than those who stay, and refuse them their votes for as long
     * as these do not know that the change is committed.
     */
    private long ownRemovalIndex;

    private long uncommittedBytes;

    LeaderProposals(CoreState state) {
        this.state = state;
        this.journal = state.journal;
        this.inherited = journal.lastIndex();
        this.pendingChangeIndex = inherited;
        this.ownRemovalIndex = inheritedRemoval();
    }

    /** Where the log this leader took over ends its vote, or 0. */
    private long inheritedRemoval() {
        Membership membership = state.membership();
        for (long index = journal.applied() + 1; index <= inherited; index++) {
            Entry entry = journal.get(index);
            if (entry.changesMembership()) {
                membership = MembershipStep.apply(membership, MembershipChangeCodec.decode(entry))
                        .membership();
                if (!membership.isVoter(state.self)) {
                    return index;
                }
            }
        }
        return 0;
    }

    void appendEmpty() {
        append(new Proposal(EntryType.NORMAL, Payload.EMPTY));
    }

    ProposalOutcome propose(Proposal proposal) {
        if (ownRemovalIndex > journal.applied()) {
            return new ProposalOutcome.Refused(Refusal.LEAVING);
        }
        if (proposal.type() != EntryType.NORMAL) {
            Optional<Refusal> refusal = refuseChange(proposal);
            if (refusal.isPresent()) {
                return new ProposalOutcome.Refused(refusal.get());
            }
            return new ProposalOutcome.Appended(appendChange(proposal).id());
        }
        boolean fits = uncommittedBytes == 0
                || uncommittedBytes + proposal.sizeBytes()
                        <= state.options.flow().maxUncommittedBytes();
        if (!fits) {
            return new ProposalOutcome.Refused(Refusal.OVERLOADED);
        }
        return new ProposalOutcome.Appended(append(proposal).id());
    }

    private Entry appendChange(Proposal proposal) {
        Entry entry = append(proposal);
        pendingChangeIndex = entry.index();
        MembershipChange change = MembershipChangeCodec.decode(entry);
        if (!MembershipStep.apply(state.membership(), change).membership().isVoter(state.self)) {
            ownRemovalIndex = entry.index();
        }
        return entry;
    }

    private Entry append(Proposal proposal) {
        Entry entry = new Entry(proposal.type(), state.ballot.term(), journal.lastIndex() + 1, proposal.data());
        journal.append(entry);
        uncommittedBytes += proposal.sizeBytes();
        return entry;
    }

    private Optional<Refusal> refuseChange(Proposal proposal) {
        if (isChangePending()) {
            return Optional.of(Refusal.CHANGE_PENDING);
        }
        MembershipChange change;
        try {
            change = MembershipChangeCodec.decode(proposal.type(), proposal.data());
        } catch (MalformedRecord malformed) {
            // It came from a client or a follower, so it is refused like any other impossible wish.
            return Optional.of(Refusal.CHANGE_IMPOSSIBLE);
        }
        Membership membership = state.membership();
        if (membership.isJoint() && !change.leavesJoint()) {
            return Optional.of(Refusal.CHANGE_PENDING);
        }
        boolean namesNobody = change.steps().stream().anyMatch(step -> step.member() == 0);
        boolean impossible = namesNobody
                || MembershipStep.apply(membership, change).refusal().isPresent();
        return impossible ? Optional.of(Refusal.CHANGE_IMPOSSIBLE) : Optional.empty();
    }

    private boolean isChangePending() {
        return pendingChangeIndex > journal.applied();
    }

    void leaveJointIfDue() {
        Membership membership = state.membership();
        if (membership.leaveMode() == LeaveMode.AUTOMATIC && !isChangePending()) {
            appendChange(MembershipChangeCodec.propose(MembershipChange.LEAVE_JOINT));
        }
    }

    /** Called before the commit index moves to {@code index}. */
    void onCommit(long index) {
        for (long i = Math.max(journal.committed(), inherited) + 1; i <= index; i++) {
            uncommittedBytes -= journal.get(i).data().size();
        }
    }
}
