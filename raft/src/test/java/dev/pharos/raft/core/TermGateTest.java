package dev.pharos.raft.core;

import static dev.pharos.raft.core.Bench.Start.EMPTY;
import static dev.pharos.raft.core.Bench.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.VoteKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermGateTest {
    @Test
    void message_that_belongs_to_a_term_must_name_one() {
        for (Message message : List.of(
                Said.heartbeat(2, 0, 0),
                Said.vote(2, 0),
                Said.accepted(2, 0, 0),
                new Message.ReadIndexAnswer(Said.envelope(2, 0), Payload.EMPTY, 1),
                new Message.TimeoutNow(Said.envelope(2, 0)))) {
            Bench bench = EMPTY.follower();
            bench.core().step(message);
            assertThat(bench.ready()).isEqualTo(Wanted.told(new ImpossibleMessage(message)));
        }
    }

    @Test
    void forwarded_wish_that_names_a_term_is_impossible() {
        for (Message message : List.of(
                new Message.Forward(Said.envelope(2, 1), List.of(Said.command("x"))),
                new Message.ReadIndexRequest(Said.envelope(2, 1), Payload.EMPTY))) {
            Bench bench = EMPTY.follower();
            bench.core().step(message);
            assertThat(bench.ready()).isEqualTo(Wanted.told(new ImpossibleMessage(message)));
        }
    }

    @Test
    void leader_of_an_older_term_learns_the_newer_one() {
        for (Message message : List.of(Said.heartbeat(3, 1, 0), Said.append(3, 1, EntryId.ZERO, 0, entry(1, 1)))) {
            Bench bench = EMPTY.in(2, 0, 0).followerOfTwo();
            bench.core().step(message);
            assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.accepted(3, 2, 0)));
        }
    }

    @Test
    void pre_candidate_of_an_older_term_learns_the_newer_one() {
        Bench bench = EMPTY.in(2, 0, 0).followerOfTwo();
        bench.core().step(Said.voteRequest(3, 1, VoteKind.PRE_VOTE, new EntryId(9, 9)));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.answer(3, 2, VoteKind.PRE_VOTE, Verdict.REFUSED)));
    }

    @Test
    void everything_else_from_an_older_term_is_dropped() {
        for (Message message : List.of(
                Said.voteRequest(3, 1, VoteKind.ELECTION, new EntryId(9, 9)),
                Said.vote(3, 1),
                Said.accepted(3, 1, 5),
                Said.rejected(3, 1, 5, EntryId.ZERO),
                Said.heartbeatAnswer(3, 1, 1),
                Said.install(3, 1, Bench.snapshot(1, 5)),
                new Message.TimeoutNow(Said.envelope(3, 1)),
                new Message.TransferLeader(Said.envelope(3, 1)),
                new Message.ReadIndexAnswer(Said.envelope(3, 1), Payload.EMPTY, 5))) {
            Bench bench = EMPTY.in(2, 0, 0).followerOfTwo();
            bench.core().step(message);
            assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        }
    }

    @Test
    void newer_term_makes_a_leader_follow() {
        Bench bench = EMPTY.leader();
        bench.core().step(Said.heartbeat(3, 5, 0));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(
                                3,
                                new HardState(5, 0, 1),
                                new Message.HeartbeatAnswer(Wanted.to(3, 5), Payload.EMPTY))),
                        Wanted.told(Wanted.role(RoleName.FOLLOWER, 5, 3))));
    }

    @Test
    void answer_in_a_newer_term_tells_nobody_who_leads_it() {
        Bench bench = EMPTY.leader();
        bench.core().step(Said.accepted(3, 5, 0));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(3, new HardState(5, 0, 1))),
                        Wanted.told(Wanted.role(RoleName.FOLLOWER, 5, 0))));
    }

    @Test
    void promise_of_a_vote_is_not_a_term_anybody_is_in() {
        Bench bench = EMPTY.followerOfTwo();
        bench.core().step(Said.answer(3, 9, VoteKind.PRE_VOTE, Verdict.GRANTED));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().step(Said.answer(3, 9, VoteKind.PRE_VOTE, Verdict.REFUSED));
        assertThat(bench.core().status().term()).isEqualTo(9);
    }

    @Test
    void message_from_nobody_is_impossible() {
        Message message = Said.heartbeat(0, 1, 0);
        Bench bench = EMPTY.followerOfTwo();
        bench.core().step(message);
        assertThat(bench.ready()).isEqualTo(Wanted.told(new ImpossibleMessage(message)));
    }

    @Test
    void term_that_leaves_no_room_for_a_next_one_is_impossible() {
        for (long term : new long[] {Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            Message message = Said.heartbeat(2, term, 0);
            Bench bench = EMPTY.followerOfTwo();
            bench.core().step(message);
            assertThat(bench.ready()).as("%d", term).isEqualTo(Wanted.told(new ImpossibleMessage(message)));
        }
    }
}
