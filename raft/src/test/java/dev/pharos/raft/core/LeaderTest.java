package dev.pharos.raft.core;

import static dev.pharos.raft.core.Bench.Start.EMPTY;
import static dev.pharos.raft.core.Bench.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.core.RaftStatus.Peer;
import dev.pharos.raft.core.RaftStatus.Peers;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RaftEvent.QuorumLost;
import dev.pharos.raft.model.RaftEvent.TransferAbandoned;
import dev.pharos.raft.model.RaftOptions.Flow;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.replication.ProgressMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A leader in term 1 whose empty entry 1 is committed everywhere, with two writes behind it. */
class LeaderTest {
    private static final EntryId FIRST = new EntryId(1, 1);

    private final Bench bench = EMPTY.leader();

    @Test
    void proposal_goes_to_the_others_while_the_own_disk_works() {
        assertThat(bench.propose("x")).isEqualTo(new ProposalOutcome.Appended(new EntryId(1, 2)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(
                                Wanted.append(2, 1, FIRST, 1, Said.entry(1, 2, "x")),
                                Wanted.append(3, 1, FIRST, 1, Said.entry(1, 2, "x"))),
                        Wanted.write(Wanted.with(Wanted.write(3, new HardState(1, 1, 1)), Said.entry(1, 2, "x")))));
    }

    @Test
    void proposals_between_two_readies_travel_in_one_append() {
        bench.propose("x");
        bench.propose("y");
        assertThat(bench.ready().sendNow())
                .containsExactly(
                        Wanted.append(2, 1, FIRST, 1, Said.entry(1, 2, "x"), Said.entry(1, 3, "y")),
                        Wanted.append(3, 1, FIRST, 1, Said.entry(1, 2, "x"), Said.entry(1, 3, "y")));
    }

    @Test
    void appends_are_sent_ahead_of_their_answers() {
        bench.propose("x");
        bench.ready();
        bench.propose("y");
        assertThat(bench.ready().sendNow())
                .containsExactly(
                        Wanted.append(2, 1, new EntryId(1, 2), 1, Said.entry(1, 3, "y")),
                        Wanted.append(3, 1, new EntryId(1, 2), 1, Said.entry(1, 3, "y")));
    }

    @Test
    void entry_is_committed_when_a_majority_holds_it_on_disk() {
        bench.propose("x");
        bench.drain();
        assertThat(bench.core().status().committed()).isEqualTo(1);
        bench.core().step(Said.accepted(2, 1, 2));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(
                                Wanted.append(2, 1, new EntryId(1, 2), 2), Wanted.append(3, 1, new EntryId(1, 2), 2)),
                        Wanted.apply(Said.entry(1, 2, "x"))));
    }

    @Test
    void entry_is_committed_without_the_own_disk_but_applied_after_it() {
        bench.propose("x");
        long write = bench.ready().write().orElseThrow().number();
        bench.core().step(Said.accepted(2, 1, 2));
        assertThat(bench.core().status().committed()).isEqualTo(1);
        bench.core().step(Said.accepted(3, 1, 2));
        assertThat(bench.core().status().committed()).isEqualTo(2);
        assertThat(bench.ready())
                .isEqualTo(Wanted.now(
                        Wanted.append(2, 1, new EntryId(1, 2), 2), Wanted.append(3, 1, new EntryId(1, 2), 2)));
        bench.core().persisted(write);
        assertThat(bench.ready()).isEqualTo(Wanted.apply(Said.entry(1, 2, "x")));
    }

    @Test
    void entry_of_an_older_term_is_committed_only_along_with_one_of_the_own() {
        Bench successor = EMPTY.in(3, 0, 0).holding(entry(2, 1), entry(3, 2)).follower();
        successor.core().campaign();
        successor.drain();
        successor.core().step(Said.vote(2, 4));
        successor.drain();
        successor.core().step(Said.accepted(2, 4, 2));
        assertThat(successor.core().status().committed()).isZero();
        successor.core().step(Said.accepted(2, 4, 3));
        assertThat(successor.core().status().committed()).isEqualTo(3);
    }

    @Test
    void writes_complete_in_order() {
        bench.propose("x");
        bench.ready();
        bench.propose("y");
        bench.ready();
        assertThatThrownBy(() -> bench.core().persisted(4)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void rejected_append_is_followed_by_one_from_where_the_logs_can_meet() {
        Bench fresh = EMPTY.in(3, 0, 0)
                .holding(entry(1, 1), entry(2, 2), entry(2, 3), entry(3, 4))
                .follower();
        fresh.core().campaign();
        fresh.drain();
        fresh.core().step(Said.vote(2, 4));
        fresh.drain();
        fresh.core().step(Said.rejected(2, 4, 4, new EntryId(2, 2)));
        assertThat(fresh.ready())
                .isEqualTo(
                        Wanted.now(Wanted.append(2, 4, new EntryId(2, 2), 0, entry(2, 3), entry(3, 4), entry(4, 5))));
        fresh.core().step(Said.rejected(2, 4, 4, new EntryId(1, 1)));
        assertThat(fresh.ready()).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void large_append_is_split_and_the_window_bounds_what_is_under_way() {
        Bench narrow = EMPTY.with(Bench.OPTIONS.with(new Flow(30, 2, 1000, 1000, 1000, 1000)))
                .leader();
        for (String command : List.of("x", "y", "z")) {
            narrow.propose(command);
        }
        assertThat(narrow.ready().sendNow())
                .containsExactly(
                        Wanted.append(2, 1, FIRST, 1, Said.entry(1, 2, "x")),
                        Wanted.append(2, 1, new EntryId(1, 2), 1, Said.entry(1, 3, "y")),
                        Wanted.append(3, 1, FIRST, 1, Said.entry(1, 2, "x")),
                        Wanted.append(3, 1, new EntryId(1, 2), 1, Said.entry(1, 3, "y")));
        narrow.core().step(Said.accepted(3, 1, 2));
        assertThat(narrow.ready().sendNow())
                .containsExactly(Wanted.append(3, 1, new EntryId(1, 3), 1, Said.entry(1, 4, "z")));
    }

    @Test
    void lost_messages_are_sent_again_as_a_probe() {
        bench.propose("x");
        bench.drain();
        bench.core().unreachable(2);
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.append(2, 1, FIRST, 1, Said.entry(1, 2, "x"))));
        assertThat(bench.core().peers())
                .isEqualTo(new Peers(
                        List.of(new Peer(2, ProgressMode.PROBE, 1, 2), new Peer(3, ProgressMode.REPLICATE, 1, 3)), 0));
        bench.core().unreachable(9);
    }

    @Test
    void heartbeats_name_no_commit_index_beyond_what_the_member_holds() {
        bench.propose("x");
        bench.drain();
        bench.core().step(Said.accepted(2, 1, 2));
        bench.drain();
        bench.tick(1);
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.heartbeat(2, 1, 2, 0), Wanted.heartbeat(3, 1, 1, 0)));
    }

    @Test
    void answered_heartbeat_of_a_member_that_lags_is_followed_by_an_append() {
        bench.propose("x");
        bench.drain();
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.append(3, 1, new EntryId(1, 2), 1)));
        bench.core().step(Said.rejected(3, 1, 2, FIRST));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.append(3, 1, FIRST, 1, Said.entry(1, 2, "x"))));
    }

    @Test
    void leader_that_hears_no_majority_for_an_election_timeout_steps_down() {
        bench.tick(Bench.ELECTION_TICKS);
        bench.drain();
        assertThat(bench.core().status().role()).isEqualTo(RoleName.LEADER);
        bench.tick(Bench.ELECTION_TICKS - 1);
        bench.drain();
        bench.tick(1);
        assertThat(bench.ready()).isEqualTo(Wanted.told(new QuorumLost(1), Wanted.role(RoleName.FOLLOWER, 1, 0)));
    }

    @Test
    void leader_that_hears_a_majority_stays() {
        for (int i = 0; i < 5; i++) {
            bench.tick(Bench.ELECTION_TICKS);
            bench.core().step(Said.heartbeatAnswer(3, 1, 0));
            bench.drain();
        }
        assertThat(bench.core().status().role()).isEqualTo(RoleName.LEADER);
    }

    @Test
    void two_leaders_in_one_term_are_a_broken_protocol() {
        for (Message fromRival : List.of(
                Said.heartbeat(3, 1, 0),
                Said.append(3, 1, EntryId.ZERO, 0),
                Said.install(3, 1, Bench.snapshot(1, 5)))) {
            assertThatThrownBy(() -> EMPTY.leader().core().step(fromRival))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageStartingWith("one leader a term");
        }
    }

    @Test
    void confirmation_of_entries_that_do_not_exist_is_impossible() {
        Message message = Said.accepted(2, 1, 2);
        bench.core().step(message);
        assertThat(bench.ready()).isEqualTo(Wanted.told(new ImpossibleMessage(message)));
    }

    @Test
    void strangers_answers_are_ignored() {
        bench.propose("x");
        bench.drain();
        bench.core().step(Said.accepted(9, 1, 2));
        bench.core().step(Said.rejected(9, 1, 2, EntryId.ZERO));
        bench.core().step(Said.heartbeatAnswer(9, 1, 0));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void forwarded_proposals_are_appended() {
        bench.core().step(Said.forward(2, Said.command("x"), Said.command("y")));
        assertThat(bench.ready().write().orElseThrow().entries())
                .containsExactly(Said.entry(1, 2, "x"), Said.entry(1, 3, "y"));
    }

    @Test
    void too_much_uncommitted_is_refused_until_some_of_it_is_committed() {
        Bench narrow = EMPTY.with(Bench.OPTIONS.with(new Flow(1000, 10, 1000, 10, 1000, 1000)))
                .leader();
        assertThat(narrow.propose("123456")).isInstanceOf(ProposalOutcome.Appended.class);
        assertThat(narrow.propose("12345")).isEqualTo(new ProposalOutcome.Refused(Refusal.OVERLOADED));
        assertThat(narrow.propose("1234")).isInstanceOf(ProposalOutcome.Appended.class);
        narrow.drain();
        narrow.core().step(Said.accepted(2, 1, 2));
        assertThat(narrow.propose("12345")).isInstanceOf(ProposalOutcome.Appended.class);
    }

    @Test
    void proposal_larger_than_the_bound_is_taken_when_nothing_else_is_under_way() {
        Bench narrow = EMPTY.with(Bench.OPTIONS.with(new Flow(1000, 10, 1000, 10, 1000, 1000)))
                .leader();
        assertThat(narrow.propose("12345678901234567890")).isInstanceOf(ProposalOutcome.Appended.class);
        assertThat(narrow.propose("1")).isEqualTo(new ProposalOutcome.Refused(Refusal.OVERLOADED));
    }

    @Test
    void successor_that_has_everything_is_told_to_campaign_at_once() {
        bench.core().transferLeadership(2);
        assertThat(bench.ready()).isEqualTo(Wanted.now(new Message.TimeoutNow(Wanted.to(2, 1))));
        assertThat(bench.core().peers().transferTarget()).isEqualTo(2);
        assertThat(bench.propose("x")).isEqualTo(new ProposalOutcome.Refused(Refusal.TRANSFERRING));
    }

    @Test
    void successor_that_lags_is_told_when_it_has_caught_up() {
        bench.propose("x");
        bench.drain();
        bench.core().transferLeadership(2);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().step(Said.accepted(2, 1, 2));
        assertThat(bench.ready().sendNow()).contains(new Message.TimeoutNow(Wanted.to(2, 1)));
    }

    @Test
    void handover_that_takes_longer_than_an_election_timeout_is_abandoned() {
        bench.core().transferLeadership(2);
        bench.drain();
        bench.core().step(Said.heartbeatAnswer(2, 1, 0));
        bench.tick(Bench.ELECTION_TICKS);
        assertThat(bench.ready().events()).containsExactly(new TransferAbandoned(2));
        assertThat(bench.propose("x")).isInstanceOf(ProposalOutcome.Appended.class);
    }

    @Test
    void later_wish_for_a_successor_replaces_the_first() {
        bench.core().transferLeadership(2);
        bench.drain();
        bench.core().step(new Message.TransferLeader(Said.envelope(3, 1)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(new Message.TimeoutNow(Wanted.to(3, 1))), Wanted.told(new TransferAbandoned(2))));
        bench.core().step(new Message.TransferLeader(Said.envelope(3, 1)));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void nobody_hands_over_to_itself_a_stranger_or_a_learner() {
        bench.core().transferLeadership(1);
        bench.core().transferLeadership(9);
        bench.core()
                .membershipApplied(Membership.of(
                        Membership.ofVoters(1, 2).voters(),
                        Membership.ofVoters(3).voters()));
        bench.core().transferLeadership(3);
        bench.drain();
        assertThat(bench.core().peers().transferTarget()).isZero();
        assertThat(bench.propose("x")).isInstanceOf(ProposalOutcome.Appended.class);
    }

    @Test
    void read_confirmed_by_a_majority_is_released() {
        assertThat(bench.core().readIndex(Payload.utf8("r"))).isEmpty();
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.heartbeat(2, 1, 1, 1), Wanted.heartbeat(3, 1, 1, 1)));
        bench.core().step(Said.heartbeatAnswer(2, 1, 1));
        assertThat(bench.ready()).isEqualTo(Wanted.grant("r", 1));
    }
}
