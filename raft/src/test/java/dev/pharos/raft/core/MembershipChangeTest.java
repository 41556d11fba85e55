package dev.pharos.raft.core;

import static dev.pharos.raft.core.Bench.Start.EMPTY;
import static dev.pharos.raft.core.Bench.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.RaftEvent.MembershipTaken;
import dev.pharos.raft.model.RoleName;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipChangeTest {
    private static final EntryId FIRST = new EntryId(1, 1);
    private static final MembershipChange ADD_FOUR = MembershipChange.single(StepKind.ADD_VOTER, 4);
    private static final MembershipChange REMOVE_SELF = MembershipChange.single(StepKind.REMOVE, 1);
    private static final MembershipChange SWAP =
            MembershipChange.of(new Step(StepKind.ADD_VOTER, 4), new Step(StepKind.REMOVE, 3));
    private static final Membership FOUR = Membership.ofVoters(1, 2, 3, 4);

    private final Bench bench = EMPTY.leader();

    @Test
    void change_is_an_entry_like_any_other_until_it_is_applied() {
        assertThat(bench.propose(ADD_FOUR)).isEqualTo(new ProposalOutcome.Appended(new EntryId(1, 2)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(
                                Wanted.append(2, 1, FIRST, 1, Said.entry(1, 2, ADD_FOUR)),
                                Wanted.append(3, 1, FIRST, 1, Said.entry(1, 2, ADD_FOUR))),
                        Wanted.write(
                                Wanted.with(Wanted.write(3, new HardState(1, 1, 1)), Said.entry(1, 2, ADD_FOUR)))));
        assertThat(bench.core().status().membership()).isEqualTo(Bench.THREE);
    }

    @Test
    void newcomer_is_sent_to_once_the_change_is_applied() {
        bench.propose(ADD_FOUR);
        commitAll();
        bench.core().membershipApplied(FOUR);
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(Wanted.append(4, 1, new EntryId(1, 2), 2)), Wanted.told(new MembershipTaken(FOUR))));
        bench.core().membershipApplied(FOUR);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void second_change_waits_until_the_first_is_applied() {
        bench.propose(ADD_FOUR);
        assertThat(bench.propose(ADD_FOUR)).isEqualTo(new ProposalOutcome.Refused(Refusal.CHANGE_PENDING));
        commitAll();
        assertThat(bench.propose(ADD_FOUR)).isEqualTo(new ProposalOutcome.Refused(Refusal.CHANGE_PENDING));
        bench.core().membershipApplied(FOUR);
        bench.core().applied(2);
        assertThat(bench.propose(MembershipChange.single(StepKind.REMOVE, 2)))
                .isInstanceOf(ProposalOutcome.Appended.class);
    }

    @Test
    void new_leader_takes_no_change_before_it_has_applied_what_it_inherited() {
        Bench fresh = EMPTY.in(1, 0, 0)
                .holding(entry(1, 1), Said.entry(1, 2, ADD_FOUR))
                .follower();
        fresh.core().campaign();
        fresh.drain();
        fresh.core().step(Said.vote(2, 2));
        fresh.drain();
        assertThat(fresh.propose(ADD_FOUR)).isEqualTo(new ProposalOutcome.Refused(Refusal.CHANGE_PENDING));
        fresh.core().step(Said.accepted(2, 2, 3));
        fresh.drain();
        assertThat(fresh.core().status().membership()).isEqualTo(FOUR);
        assertThat(fresh.propose(MembershipChange.single(StepKind.REMOVE, 2)))
                .isInstanceOf(ProposalOutcome.Appended.class);
    }

    @Test
    void change_that_does_not_fit_or_cannot_be_read_is_refused_and_leaves_nothing() {
        ProposalOutcome impossible = new ProposalOutcome.Refused(Refusal.CHANGE_IMPOSSIBLE);
        assertThat(bench.propose(MembershipChange.LEAVE_JOINT)).isEqualTo(impossible);
        assertThat(bench.propose(MembershipChange.of(
                        new Step(StepKind.REMOVE, 1), new Step(StepKind.REMOVE, 2), new Step(StepKind.REMOVE, 3))))
                .isEqualTo(impossible);
        assertThat(bench.core().propose(new Proposal(EntryType.CHANGE_V2, Payload.utf8("\u0007garbage"))))
                .isEqualTo(impossible);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        assertThat(bench.propose(ADD_FOUR)).isInstanceOf(ProposalOutcome.Appended.class);
    }

    @Test
    void member_number_zero_cannot_be_added() {
        assertThat(bench.propose(MembershipChange.single(StepKind.ADD_VOTER, 0)))
                .isEqualTo(new ProposalOutcome.Refused(Refusal.CHANGE_IMPOSSIBLE));
    }

    @Test
    void joint_configuration_is_left_by_the_leader_once_it_is_applied() {
        bench.propose(SWAP);
        commitAll();
        bench.apply(List.of(Said.entry(1, 2, SWAP)));
        assertThat(bench.core().status().membership()).isEqualTo(joint(MemberSet.of(1, 2, 4), LeaveMode.AUTOMATIC));
        Entry leave = Said.entry(1, 3, MembershipChange.LEAVE_JOINT);
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(
                                Wanted.append(2, 1, new EntryId(1, 2), 2, leave),
                                Wanted.append(3, 1, new EntryId(1, 2), 2, leave),
                                Wanted.append(4, 1, new EntryId(1, 2), 2, leave)),
                        Wanted.write(Wanted.with(Wanted.write(4, new HardState(1, 1, 2)), leave)),
                        Wanted.told(new MembershipTaken(joint(MemberSet.of(1, 2, 4), LeaveMode.AUTOMATIC)))));
    }

    @Test
    void joint_configuration_commits_by_both_halves() {
        bench.propose(SWAP);
        commitAll();
        bench.apply(List.of(Said.entry(1, 2, SWAP)));
        bench.drain();
        bench.core().step(Said.accepted(4, 1, 3));
        assertThat(bench.core().status().committed()).isEqualTo(2);
        bench.core().step(Said.accepted(3, 1, 3));
        assertThat(bench.core().status().committed()).isEqualTo(3);
        bench.drain();
        assertThat(bench.core().status().membership()).isEqualTo(Membership.ofVoters(1, 2, 4));
    }

    @Test
    void explicit_joint_configuration_is_left_on_demand() {
        MembershipChange explicit = new MembershipChange(Transition.JOINT_EXPLICIT, SWAP.steps(), Payload.EMPTY);
        bench.propose(explicit);
        commitAll();
        bench.apply(List.of(Said.entry(1, 2, explicit)));
        bench.drain();
        assertThat(bench.core().journal().lastIndex()).isEqualTo(2);
        assertThat(bench.propose(ADD_FOUR)).isEqualTo(new ProposalOutcome.Refused(Refusal.CHANGE_PENDING));
        assertThat(bench.propose(MembershipChange.LEAVE_JOINT)).isInstanceOf(ProposalOutcome.Appended.class);
    }

    @Test
    void nothing_is_let_in_behind_the_removal_of_the_leader() {
        bench.propose(REMOVE_SELF);
        ProposalOutcome refused = new ProposalOutcome.Refused(Refusal.LEAVING);
        assertThat(bench.propose("x")).isEqualTo(refused);
        assertThat(bench.propose(ADD_FOUR)).isEqualTo(refused);
        bench.core().step(Said.forward(2, Said.command("y")));
        assertThat(bench.core().journal().lastIndex()).isEqualTo(2);
    }

    @Test
    void nothing_is_let_in_behind_an_inherited_removal_of_the_leader() {
        Bench fresh = EMPTY.in(1, 0, 0)
                .holding(entry(1, 1), Said.entry(1, 2, REMOVE_SELF))
                .follower();
        fresh.core().campaign();
        fresh.drain();
        fresh.core().step(Said.vote(2, 2));
        fresh.drain();
        assertThat(fresh.propose("x")).isEqualTo(new ProposalOutcome.Refused(Refusal.LEAVING));
    }

    @Test
    void removed_leader_tells_of_the_commit_and_steps_down() {
        bench.propose(REMOVE_SELF);
        bench.drain();
        bench.core().step(Said.accepted(2, 1, 2));
        long write = 3;
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(
                                Wanted.append(2, 1, new EntryId(1, 2), 2), Wanted.append(3, 1, new EntryId(1, 2), 2)),
                        Wanted.apply(Said.entry(1, 2, REMOVE_SELF))));
        assertThat(bench.core().journal().ledger().isClean())
                .as("write %d", write)
                .isTrue();
        bench.core().membershipApplied(Membership.ofVoters(2, 3));
        assertThat(bench.ready())
                .isEqualTo(Wanted.told(
                        new MembershipTaken(Membership.ofVoters(2, 3)), Wanted.role(RoleName.FOLLOWER, 1, 0)));
        bench.core().applied(2);
        bench.tick(3 * Bench.ELECTION_TICKS);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void vetoed_removal_of_the_leader_lets_it_go_on() {
        bench.propose(REMOVE_SELF);
        commitAll();
        bench.core().membershipApplied(Bench.THREE);
        bench.core().applied(2);
        assertThat(bench.core().status().role()).isEqualTo(RoleName.LEADER);
        assertThat(bench.propose("x")).isInstanceOf(ProposalOutcome.Appended.class);
    }

    @Test
    void removal_of_a_slow_member_can_commit_what_waited_for_it() {
        bench.propose("x");
        bench.propose(MembershipChange.single(StepKind.REMOVE, 3));
        bench.drain();
        bench.core().membershipApplied(Membership.ofVoters(1));
        assertThat(bench.core().status().committed()).isEqualTo(3);
    }

    @Test
    void follower_takes_the_membership_it_is_told() {
        Bench follower = EMPTY.followerOfTwo();
        follower.core().membershipApplied(FOUR);
        assertThat(follower.ready()).isEqualTo(Wanted.told(new MembershipTaken(FOUR)));
        assertThat(follower.core().status().membership()).isEqualTo(FOUR);
    }

    private static Membership joint(MemberSet voters, LeaveMode mode) {
        return new Membership(voters, MemberSet.of(1, 2, 3), MemberSet.EMPTY, MemberSet.EMPTY, mode);
    }

    /** Everybody has everything; what was committed is handed out, not applied. */
    private void commitAll() {
        bench.ready().write().ifPresent(write -> bench.core().persisted(write.number()));
        bench.hear(
                (from, term) -> Said.accepted(from, term, bench.core().journal().lastIndex()));
        assertThat(bench.ready().committed()).isNotEmpty();
    }
}
