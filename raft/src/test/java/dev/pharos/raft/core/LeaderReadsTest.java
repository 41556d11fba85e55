package dev.pharos.raft.core;

import static dev.pharos.raft.core.Bench.Start.EMPTY;
import static dev.pharos.raft.core.Bench.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.RaftOptions.Reads;
import dev.pharos.raft.model.ReadMode;
import org.junit.jupiter.api.Test;

class LeaderReadsTest {
    private static final RaftOptions LEASE = Bench.OPTIONS.with(new Reads(ReadMode.LEASE, 2, 4));

    private final Bench bench = EMPTY.leader();

    @Test
    void reads_of_one_turn_share_a_round() {
        ask(bench, "a");
        ask(bench, "b");
        bench.core().step(Said.readRequest(3, "c"));
        assertThat(bench.ready()).isEqualTo(round(1));
        bench.core().step(Said.heartbeatAnswer(3, 1, 1));
        Ready released = bench.ready();
        assertThat(released.reads())
                .containsExactly(new Ready.ReadGrant(Payload.utf8("a"), 1), new Ready.ReadGrant(Payload.utf8("b"), 1));
        assertThat(released.sendNow())
                .containsExactly(new Message.ReadIndexAnswer(Wanted.to(3, 1), Payload.utf8("c"), 1));
    }

    @Test
    void read_joins_the_next_round_and_not_the_one_under_way() {
        ask(bench, "a");
        bench.drain();
        ask(bench, "b");
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().step(Said.heartbeatAnswer(2, 1, 1));
        assertThat(bench.ready()).isEqualTo(Wanted.all(round(2), Wanted.grant("a", 1)));
        bench.core().step(Said.heartbeatAnswer(3, 1, 1));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().step(Said.heartbeatAnswer(3, 1, 2));
        assertThat(bench.ready()).isEqualTo(Wanted.grant("b", 1));
    }

    @Test
    void read_is_at_the_commit_index_of_its_arrival() {
        ask(bench, "a");
        bench.propose("x");
        bench.drain();
        bench.core().step(Said.accepted(2, 1, 2));
        bench.drain();
        bench.core().step(Said.heartbeatAnswer(2, 1, 1));
        assertThat(bench.ready()).isEqualTo(Wanted.grant("a", 1));
    }

    @Test
    void lost_round_is_repeated_by_the_regular_heartbeats() {
        ask(bench, "a");
        bench.drain();
        bench.tick(1);
        assertThat(bench.ready()).isEqualTo(round(1));
    }

    @Test
    void read_waits_for_the_first_commit_of_the_term() {
        Bench fresh = EMPTY.in(1, 0, 1).holding(entry(1, 1)).follower();
        fresh.core().campaign();
        fresh.drain();
        fresh.core().step(Said.vote(2, 2));
        fresh.drain();
        ask(fresh, "a");
        assertThat(fresh.ready()).isEqualTo(Wanted.NOTHING);
        fresh.core().step(Said.accepted(2, 2, 2));
        assertThat(fresh.ready().sendNow()).contains(Wanted.heartbeat(2, 2, 2, 1), Wanted.heartbeat(3, 2, 0, 1));
        fresh.core().step(Said.heartbeatAnswer(2, 2, 1));
        assertThat(fresh.ready().reads()).containsExactly(new Ready.ReadGrant(Payload.utf8("a"), 2));
    }

    @Test
    void leader_alone_needs_nobody() {
        Bench alone = EMPTY.with(Membership.ofVoters(1)).leader();
        ask(alone, "a");
        assertThat(alone.ready()).isEqualTo(Wanted.grant("a", 1));
    }

    @Test
    void too_many_reads_are_refused_and_those_of_others_dropped() {
        Bench narrow =
                EMPTY.with(Bench.OPTIONS.with(new Reads(ReadMode.QUORUM, 1, 2))).leader();
        ask(narrow, "a");
        ask(narrow, "b");
        assertThat(narrow.core().readIndex(Payload.utf8("c"))).contains(Refusal.OVERLOADED);
        narrow.core().step(Said.readRequest(3, "d"));
        narrow.drain();
        narrow.core().step(Said.heartbeatAnswer(2, 1, 1));
        assertThat(narrow.ready().reads()).hasSize(2);
        ask(narrow, "e");
    }

    @Test
    void early_reads_are_bounded_too() {
        Bench narrow =
                EMPTY.with(Bench.OPTIONS.with(new Reads(ReadMode.QUORUM, 1, 2))).follower();
        narrow.core().campaign();
        narrow.drain();
        narrow.core().step(Said.vote(2, 1));
        ask(narrow, "a");
        ask(narrow, "b");
        assertThat(narrow.core().readIndex(Payload.utf8("c"))).contains(Refusal.OVERLOADED);
    }

    @Test
    void removal_of_silent_members_can_confirm_a_round() {
        ask(bench, "a");
        bench.drain();
        bench.core().membershipApplied(Membership.ofVoters(1));
        assertThat(bench.ready().reads()).containsExactly(new Ready.ReadGrant(Payload.utf8("a"), 1));
    }

    @Test
    void answer_to_a_round_that_was_never_started_confirms_nothing() {
        bench.core().step(Said.heartbeatAnswer(2, 1, Long.MAX_VALUE));
        bench.drain();
        ask(bench, "a");
        assertThat(bench.ready().reads()).isEmpty();
    }

    @Test
    void lease_answers_without_a_round_while_it_lasts() {
        Bench lessee = EMPTY.with(LEASE).leader();
        lessee.tick(1);
        lessee.drain();
        lessee.core().step(Said.heartbeatAnswer(2, 1, 1));
        lessee.drain();
        ask(lessee, "a");
        assertThat(lessee.ready()).isEqualTo(Wanted.grant("a", 1));
        lessee.tick(Bench.ELECTION_TICKS - 2 - 1);
        lessee.drain();
        ask(lessee, "b");
        assertThat(lessee.ready()).isEqualTo(Wanted.grant("b", 1));
        lessee.tick(1);
        lessee.drain();
        ask(lessee, "c");
        assertThat(lessee.ready().reads()).isEmpty();
    }

    @Test
    void leader_that_hands_over_has_given_up_its_lease_for_good() {
        Bench lessee = EMPTY.with(LEASE).leader();
        lessee.tick(1);
        lessee.drain();
        lessee.core().step(Said.heartbeatAnswer(2, 1, 1));
        lessee.core().transferLeadership(3);
        lessee.drain();
        ask(lessee, "a");
        assertThat(lessee.ready().reads()).isEmpty();
        lessee.core().step(Said.heartbeatAnswer(2, 1, 2));
        assertThat(lessee.ready().reads()).hasSize(1);
        ask(lessee, "b");
        assertThat(lessee.ready().reads()).isEmpty();
    }

    @Test
    void lease_has_run_out_for_a_leader_that_was_held_up() {
        Bench lessee = EMPTY.with(LEASE).leader();
        lessee.tick(1);
        lessee.drain();
        lessee.core().step(Said.heartbeatAnswer(2, 1, 1));
        lessee.drain();
        lessee.core().elapse(Bench.ELECTION_TICKS);
        ask(lessee, "a");
        assertThat(lessee.ready().reads()).isEmpty();
    }

    private static Ready round(long round) {
        return Wanted.now(Wanted.heartbeat(2, 1, 1, round), Wanted.heartbeat(3, 1, 1, round));
    }

    private static void ask(Bench bench, String context) {
        assertThat(bench.core().readIndex(Payload.utf8(context))).isEmpty();
    }
}
