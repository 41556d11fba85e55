package dev.pharos.raft.core;

import static dev.pharos.raft.core.Bench.Start.EMPTY;
import static dev.pharos.raft.core.Bench.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RaftOptions.Flow;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.VoteKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowerTest {
    @Test
    void fresh_member_has_nothing_to_do() {
        assertThat(EMPTY.follower().ready()).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void member_number_zero_does_not_exist() {
        assertThatThrownBy(() -> new RaftCore(new RaftCore.Start(
                        0,
                        Bench.OPTIONS,
                        HardState.INITIAL,
                        EMPTY.follower().core().journal(),
                        Bench.THREE,
                        () -> 0)))
                .isInstanceOf(InvariantViolation.class);
    }

    @Test
    void accepted_entries_are_confirmed_when_they_are_on_disk() {
        Bench bench = EMPTY.follower();
        bench.core().step(Said.append(2, 1, EntryId.ZERO, 0, entry(1, 1), entry(1, 2)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.with(
                                Wanted.write(1, new HardState(1, 0, 0), Wanted.accepted(2, 1, 2)),
                                entry(1, 1),
                                entry(1, 2))),
                        Wanted.told(Wanted.role(RoleName.FOLLOWER, 1, 2))));
    }

    @Test
    void committed_entries_are_applied_when_they_are_on_disk() {
        Bench bench = EMPTY.followerOfTwo();
        bench.core().step(Said.append(2, 1, EntryId.ZERO, 9, entry(1, 1), entry(1, 2)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.write(Wanted.with(
                        Wanted.write(1, new HardState(1, 0, 2), Wanted.accepted(2, 1, 2)), entry(1, 1), entry(1, 2))));
        bench.core().persisted(1);
        assertThat(bench.ready()).isEqualTo(Wanted.apply(entry(1, 1), entry(1, 2)));
        bench.core().applied(2);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void append_that_brings_nothing_new_is_confirmed_at_once_by_a_clean_disk() {
        Bench bench = EMPTY.holding(entry(1, 1)).followerOfTwo();
        bench.core().step(Said.append(2, 1, EntryId.ZERO, 0, entry(1, 1)));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.accepted(2, 1, 1)));
    }

    @Test
    void append_that_brings_nothing_new_waits_behind_a_write_under_way() {
        Bench bench = EMPTY.followerOfTwo();
        bench.core().step(Said.append(2, 1, EntryId.ZERO, 0, entry(1, 1)));
        assertThat(bench.ready().write()).isPresent();
        bench.core().step(Said.append(2, 1, EntryId.ZERO, 0, entry(1, 1)));
        assertThat(bench.ready()).isEqualTo(Wanted.write(Wanted.write(2, Wanted.accepted(2, 1, 1))));
    }

    @Test
    void append_behind_a_gap_is_rejected_with_the_end_of_the_log_as_hint() {
        Bench bench = EMPTY.holding(entry(1, 1)).followerOfTwo();
        bench.core().step(Said.append(2, 1, new EntryId(1, 5), 0, entry(1, 6)));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.rejected(2, 1, 5, new EntryId(1, 1))));
    }

    @Test
    void append_behind_another_term_is_rejected_with_a_hint_that_skips_that_term() {
        Bench bench = EMPTY.in(4, 0, 0)
                .holding(entry(1, 1), entry(1, 2), entry(3, 3), entry(3, 4), entry(3, 5))
                .followerOfTwo();
        bench.core().step(Said.append(2, 4, new EntryId(2, 4), 0, entry(4, 5)));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.rejected(2, 4, 4, new EntryId(1, 2))));
    }

    @Test
    void entries_of_a_deposed_leader_are_replaced() {
        Bench bench =
                EMPTY.in(2, 0, 1).holding(entry(1, 1), entry(1, 2), entry(1, 3)).followerOfTwo();
        bench.core().step(Said.append(2, 2, new EntryId(1, 1), 1, entry(2, 2)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.write(Wanted.with(Wanted.write(1, Wanted.accepted(2, 2, 2)), entry(2, 2))));
        assertThat(bench.core().journal().last()).isEqualTo(new EntryId(2, 2));
    }

    @Test
    void append_before_the_commit_index_is_answered_with_the_commit_index() {
        Bench bench = EMPTY.in(1, 0, 2).holding(entry(1, 1), entry(1, 2)).followerOfTwo();
        bench.core().step(Said.append(2, 1, EntryId.ZERO, 0, entry(1, 1)));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.accepted(2, 1, 2)));
    }

    @Test
    void commit_index_of_an_append_counts_only_as_far_as_its_entries() {
        Bench bench = EMPTY.holding(entry(1, 1), entry(1, 2)).followerOfTwo();
        bench.core().step(Said.append(2, 1, new EntryId(1, 1), 2));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(Wanted.now(Wanted.accepted(2, 1, 1)), Wanted.apply(entry(1, 1))));
    }

    @Test
    void heartbeat_is_answered_with_its_context_and_moves_the_commit_index() {
        Bench bench = EMPTY.holding(entry(1, 1)).followerOfTwo();
        bench.core().step(new Message.Heartbeat(Said.envelope(2, 1), 1, Payload.utf8("round")));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(new Message.HeartbeatAnswer(Wanted.to(2, 1), Payload.utf8("round"))),
                        Wanted.apply(entry(1, 1))));
    }

    @Test
    void new_term_is_on_disk_before_the_answer_to_a_heartbeat_leaves() {
        Bench bench = EMPTY.follower();
        bench.core().step(Said.heartbeat(2, 1, 0));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(
                                1,
                                new HardState(1, 0, 0),
                                new Message.HeartbeatAnswer(Wanted.to(2, 1), Payload.EMPTY))),
                        Wanted.told(Wanted.role(RoleName.FOLLOWER, 1, 2))));
    }

    @Test
    void heartbeat_that_names_entries_not_held_is_impossible() {
        Bench bench = EMPTY.followerOfTwo();
        Message heartbeat = Said.heartbeat(2, 1, 1);
        bench.core().step(heartbeat);
        assertThat(bench.ready()).isEqualTo(Wanted.told(new ImpossibleMessage(heartbeat)));
    }

    @Test
    void entries_that_do_not_follow_each_other_are_impossible() {
        List<Message> impossible = List.of(
                Said.append(2, 2, EntryId.ZERO, 0, entry(1, 2)),
                Said.append(2, 2, EntryId.ZERO, 0, entry(1, 1), entry(1, 3)),
                Said.append(2, 2, EntryId.ZERO, 0, entry(2, 1), entry(1, 2)),
                Said.append(2, 2, EntryId.ZERO, 0, entry(3, 1)),
                Said.append(2, 2, new EntryId(3, 1), 0));
        for (Message message : impossible) {
            Bench bench = EMPTY.in(2, 0, 0).followerOfTwo();
            bench.core().step(message);
            assertThat(bench.ready()).isEqualTo(Wanted.told(new ImpossibleMessage(message)));
        }
    }

    @Test
    void two_leaders_in_one_term_are_a_broken_protocol() {
        for (Message fromRival : List.of(
                Said.heartbeat(3, 1, 0),
                Said.append(3, 1, EntryId.ZERO, 0),
                Said.install(3, 1, Bench.snapshot(1, 5)))) {
            Bench bench = EMPTY.followerOfTwo();
            assertThatThrownBy(() -> bench.core().step(fromRival))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageStartingWith("one leader a term");
        }
    }

    @Test
    void silence_for_an_election_timeout_makes_it_campaign() {
        Bench bench = EMPTY.in(1, 0, 0).holding(entry(1, 1)).followerOfTwo();
        bench.tick(Bench.ELECTION_TICKS - 1);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.tick(1);
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(
                                1,
                                new HardState(2, 1, 0),
                                Wanted.voteRequest(2, 2, VoteKind.ELECTION, new EntryId(1, 1)),
                                Wanted.voteRequest(3, 2, VoteKind.ELECTION, new EntryId(1, 1)))),
                        Wanted.told(Wanted.role(RoleName.CANDIDATE, 2, 0))));
    }

    @Test
    void leader_that_speaks_keeps_it_from_campaigning() {
        Bench bench = EMPTY.followerOfTwo();
        for (int i = 0; i < 5; i++) {
            bench.tick(Bench.ELECTION_TICKS - 1);
            bench.core().step(Said.heartbeat(2, 1, 0));
            bench.drain();
        }
        assertThat(bench.core().status().role()).isEqualTo(RoleName.FOLLOWER);
    }

    @Test
    void member_that_was_held_up_reads_its_mail_before_it_campaigns() {
        Bench bench = EMPTY.followerOfTwo();
        bench.core().elapse(100 * Bench.ELECTION_TICKS);
        bench.core().step(Said.heartbeat(2, 1, 0));
        bench.core().checkTimers();
        assertThat(bench.core().status().role()).isEqualTo(RoleName.FOLLOWER);
        bench.core().elapse(Bench.ELECTION_TICKS);
        assertThat(bench.core().status().role()).isEqualTo(RoleName.FOLLOWER);
        bench.core().checkTimers();
        assertThat(bench.core().status().role()).isEqualTo(RoleName.CANDIDATE);
    }

    @Test
    void learner_and_stranger_never_campaign() {
        for (Membership membership : List.of(
                Membership.of(MemberSet.of(2, 3), MemberSet.of(1)), Membership.ofVoters(2, 3), Membership.EMPTY)) {
            Bench bench = EMPTY.with(membership).follower();
            bench.tick(5 * Bench.ELECTION_TICKS);
            bench.core().campaign();
            bench.core().step(new Message.TimeoutNow(Said.envelope(2, 1)));
            bench.drain();
            assertThat(bench.core().status().role()).isEqualTo(RoleName.FOLLOWER);
        }
    }

    @Test
    void nobody_to_forward_to_is_said_at_once() {
        Bench bench = EMPTY.follower();
        assertThat(bench.propose("x")).isEqualTo(new ProposalOutcome.Refused(Refusal.NO_LEADER));
        assertThat(bench.core().readIndex(Payload.utf8("r"))).contains(Refusal.NO_LEADER);
        bench.core().transferLeadership(1);
        bench.core().step(Said.forward(3, Said.command("x")));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void proposal_is_forwarded_to_the_leader() {
        Bench bench = EMPTY.followerOfTwo();
        assertThat(bench.propose("x")).isEqualTo(new ProposalOutcome.Forwarded(2));
        assertThat(bench.ready())
                .isEqualTo(Wanted.now(new Message.Forward(Wanted.to(2, 0), List.of(Said.command("x")))));
    }

    @Test
    void forwarded_proposal_goes_on_to_the_leader_but_never_back() {
        Bench bench = EMPTY.followerOfTwo();
        bench.core().step(Said.forward(3, Said.command("x")));
        assertThat(bench.ready())
                .isEqualTo(Wanted.now(new Message.Forward(new Envelope(3, 2, 0), List.of(Said.command("x")))));
        bench.core().step(Said.forward(2, Said.command("x")));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void read_is_asked_of_the_leader_and_released_by_its_answer() {
        Bench bench = EMPTY.followerOfTwo();
        assertThat(bench.core().readIndex(Payload.utf8("r"))).isEmpty();
        assertThat(bench.ready())
                .isEqualTo(Wanted.now(new Message.ReadIndexRequest(Wanted.to(2, 0), Payload.utf8("r"))));
        bench.core().step(new Message.ReadIndexAnswer(Said.envelope(2, 1), Payload.utf8("r"), 7));
        assertThat(bench.ready()).isEqualTo(Wanted.grant("r", 7));
    }

    @Test
    void wish_for_another_leader_goes_to_the_leader() {
        Bench bench = EMPTY.followerOfTwo();
        bench.core().transferLeadership(3);
        assertThat(bench.ready()).isEqualTo(Wanted.now(new Message.TransferLeader(new Envelope(3, 2, 1))));
        bench.core().transferLeadership(1);
        assertThat(bench.ready()).isEqualTo(Wanted.now(new Message.TransferLeader(new Envelope(1, 2, 1))));
    }

    @Test
    void wish_for_the_present_leader_has_come_true_already() {
        Bench bench = EMPTY.followerOfTwo();
        bench.core().transferLeadership(2);
        assertThat(bench.ready().isEmpty()).isTrue();
    }

    @Test
    void entries_beyond_the_bound_of_what_is_not_applied_are_dropped_until_the_state_machine_is_further() {
        Entry two = Said.entry(1, 2, "b");
        Entry three = Said.entry(1, 3, "c");
        Bench bench = EMPTY.with(Bench.OPTIONS.with(new Flow(1, 1, 1, 1, 1000, two.sizeBytes())))
                .holding(entry(1, 1), two)
                .followerOfTwo();
        bench.core().step(Said.append(2, 1, two.id(), 2, three));
        bench.drain();
        assertThat(bench.core().status().last())
                .as("as much as the bound may wait")
                .isEqualTo(three.id());

        Bench full = EMPTY.with(Bench.OPTIONS.with(new Flow(1, 1, 1, 1, 1000, two.sizeBytes())))
                .holding(entry(1, 1), two)
                .followerOfTwo();
        full.core().step(Said.heartbeat(2, 1, 2));
        Ready first = full.ready();
        full.core().step(Said.append(2, 1, two.id(), 2, three));
        assertThat(full.ready()).isEqualTo(Wanted.NOTHING);
        full.apply(first.committed());
        full.core().step(Said.append(2, 1, two.id(), 2, three));
        full.drain();
        assertThat(full.core().status().last()).isEqualTo(three.id());
    }

    @Test
    void bytes_under_way_to_the_state_machine_are_bounded() {
        Bench bench = EMPTY.with(Bench.OPTIONS.with(new Flow(1, 1, 1, 1, 1, 1000)))
                .holding(entry(1, 1), entry(1, 2))
                .followerOfTwo();
        bench.core().step(Said.heartbeat(2, 1, 2));
        assertThat(bench.ready().committed()).containsExactly(entry(1, 1));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().applied(1);
        assertThat(bench.ready()).isEqualTo(Wanted.apply(entry(1, 2)));
    }
}
