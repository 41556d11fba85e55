package dev.pharos.raft.core;

import static dev.pharos.raft.core.Bench.PRE_VOTE;
import static dev.pharos.raft.core.Bench.Start.EMPTY;
import static dev.pharos.raft.core.Bench.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftOptions.Reads;
import dev.pharos.raft.model.ReadMode;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.model.VoteKind;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ElectionTest {
    @Test
    void vote_is_sent_when_it_is_on_disk() {
        Bench bench = EMPTY.follower();
        bench.core().step(Said.voteRequest(2, 1, VoteKind.ELECTION, EntryId.ZERO));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(
                                1, new HardState(1, 2, 0), Wanted.answer(2, 1, VoteKind.ELECTION, Verdict.GRANTED))),
                        Wanted.told(Wanted.role(RoleName.FOLLOWER, 1, 0))));
    }

    @Test
    void repeated_request_gets_the_same_vote_once_the_first_write_is_done() {
        Bench bench = EMPTY.in(1, 2, 0).follower();
        bench.core().step(Said.voteRequest(2, 1, VoteKind.ELECTION, EntryId.ZERO));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.answer(2, 1, VoteKind.ELECTION, Verdict.GRANTED)));
    }

    @Test
    void second_candidate_of_a_term_is_refused_even_after_a_restart() {
        Bench bench = EMPTY.in(1, 2, 0).follower();
        bench.core().step(Said.voteRequest(3, 1, VoteKind.ELECTION, new EntryId(9, 9)));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.answer(3, 1, VoteKind.ELECTION, Verdict.REFUSED)));
    }

    @Test
    void candidate_with_an_older_log_is_refused_but_its_term_taken() {
        Bench bench = EMPTY.in(2, 0, 0).holding(entry(1, 1), entry(2, 2)).follower();
        bench.core().step(Said.voteRequest(2, 3, VoteKind.ELECTION, new EntryId(1, 9)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(
                                1, new HardState(3, 0, 0), Wanted.answer(2, 3, VoteKind.ELECTION, Verdict.REFUSED))),
                        Wanted.told(Wanted.role(RoleName.FOLLOWER, 3, 0))));
    }

    @Test
    void vote_is_not_given_against_a_leader_of_the_same_term() {
        Bench bench = EMPTY.followerOfTwo();
        bench.core().step(Said.voteRequest(3, 1, VoteKind.ELECTION, EntryId.ZERO));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.answer(3, 1, VoteKind.ELECTION, Verdict.REFUSED)));
    }

    @Test
    void member_that_hears_a_leader_ignores_campaigns_until_the_leader_is_silent() {
        Bench bench = EMPTY.followerOfTwo();
        bench.tick(Bench.ELECTION_TICKS - 1);
        bench.core().step(Said.voteRequest(3, 2, VoteKind.ELECTION, EntryId.ZERO));
        bench.core().step(Said.voteRequest(3, 2, VoteKind.PRE_VOTE, EntryId.ZERO));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().step(Said.voteRequest(3, 2, VoteKind.TRANSFER, EntryId.ZERO));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(
                                1, new HardState(2, 3, 0), Wanted.answer(3, 2, VoteKind.ELECTION, Verdict.GRANTED))),
                        Wanted.told(Wanted.role(RoleName.FOLLOWER, 2, 0))));
    }

    @Test
    void member_that_was_restarted_holds_to_a_lease_it_may_have_forgotten() {
        Bench bench =
                EMPTY.with(Bench.OPTIONS.with(new Reads(ReadMode.LEASE, 2, 10))).follower();
        bench.tick(Bench.ELECTION_TICKS - 1);
        bench.core().step(Said.voteRequest(3, 1, VoteKind.ELECTION, EntryId.ZERO));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.tick(1);
        bench.drain();
        bench.core().step(Said.voteRequest(3, 2, VoteKind.ELECTION, EntryId.ZERO));
        bench.drain();
        assertThat(bench.core().status().vote()).isEqualTo(3);
    }

    @Test
    void pre_vote_binds_nobody_and_needs_no_disk() {
        Bench bench = EMPTY.with(PRE_VOTE).follower();
        bench.core().step(Said.voteRequest(2, 1, VoteKind.PRE_VOTE, EntryId.ZERO));
        bench.core().step(Said.voteRequest(3, 1, VoteKind.PRE_VOTE, EntryId.ZERO));
        assertThat(bench.ready())
                .isEqualTo(Wanted.now(
                        Wanted.answer(2, 1, VoteKind.PRE_VOTE, Verdict.GRANTED),
                        Wanted.answer(3, 1, VoteKind.PRE_VOTE, Verdict.GRANTED)));
        assertThat(bench.core().status().term()).isZero();
    }

    @Test
    void pre_vote_is_refused_in_the_voters_own_term() {
        Bench bench = EMPTY.with(PRE_VOTE)
                .in(3, 0, 0)
                .holding(entry(1, 1), entry(1, 2))
                .follower();
        bench.core().step(Said.voteRequest(2, 4, VoteKind.PRE_VOTE, new EntryId(1, 1)));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.answer(2, 3, VoteKind.PRE_VOTE, Verdict.REFUSED)));
    }

    @Test
    void pre_candidate_asks_without_raising_its_term() {
        Bench bench = EMPTY.with(PRE_VOTE).in(3, 0, 0).holding(entry(1, 1)).follower();
        bench.tick(Bench.ELECTION_TICKS);
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(
                                Wanted.voteRequest(2, 4, VoteKind.PRE_VOTE, new EntryId(1, 1)),
                                Wanted.voteRequest(3, 4, VoteKind.PRE_VOTE, new EntryId(1, 1))),
                        Wanted.told(Wanted.role(RoleName.PRE_CANDIDATE, 3, 0))));
    }

    @Test
    void won_pre_vote_starts_the_campaign_whose_requests_wait_for_the_disk() {
        Bench bench = EMPTY.with(PRE_VOTE).follower();
        bench.core().campaign();
        bench.drain();
        bench.core().step(Said.answer(2, 1, VoteKind.PRE_VOTE, Verdict.GRANTED));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(
                                1,
                                new HardState(1, 1, 0),
                                Wanted.voteRequest(2, 1, VoteKind.ELECTION, EntryId.ZERO),
                                Wanted.voteRequest(3, 1, VoteKind.ELECTION, EntryId.ZERO))),
                        Wanted.told(Wanted.role(RoleName.CANDIDATE, 1, 0))));
    }

    @Test
    void answers_of_another_phase_or_campaign_count_for_nothing() {
        Bench bench = EMPTY.with(PRE_VOTE).in(3, 0, 0).follower();
        bench.core().campaign();
        bench.drain();
        bench.core().step(Said.answer(2, 3, VoteKind.PRE_VOTE, Verdict.GRANTED));
        bench.core().step(Said.answer(2, 5, VoteKind.PRE_VOTE, Verdict.GRANTED));
        bench.core().step(Said.answer(2, 3, VoteKind.ELECTION, Verdict.GRANTED));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        assertThat(bench.core().status().role()).isEqualTo(RoleName.PRE_CANDIDATE);
    }

    @Test
    void pre_candidate_that_cannot_win_goes_back() {
        Bench bench = EMPTY.with(PRE_VOTE).follower();
        bench.core().campaign();
        bench.drain();
        bench.core().step(Said.answer(2, 1, VoteKind.PRE_VOTE, Verdict.REFUSED));
        bench.core().step(Said.answer(3, 1, VoteKind.PRE_VOTE, Verdict.REFUSED));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(1, new HardState(1, 0, 0))),
                        Wanted.told(Wanted.role(RoleName.FOLLOWER, 1, 0))));
    }

    @Test
    void own_vote_counts_from_the_disk() {
        Bench bench = EMPTY.with(Membership.ofVoters(1)).follower();
        bench.core().campaign();
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(1, new HardState(1, 1, 0))),
                        Wanted.told(Wanted.role(RoleName.CANDIDATE, 1, 0))));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().persisted(1);
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.with(Wanted.write(2), entry(1, 1))),
                        Wanted.told(Wanted.role(RoleName.LEADER, 1, 1))));
    }

    @Test
    void votes_of_the_others_can_win_before_the_own_is_on_disk() {
        Bench bench = EMPTY.follower();
        bench.core().campaign();
        assertThat(bench.ready().write()).isPresent();
        bench.core().step(Said.vote(2, 1));
        assertThat(bench.core().status().role()).isEqualTo(RoleName.CANDIDATE);
        bench.core().step(Said.vote(3, 1));
        assertThat(bench.core().status().role()).isEqualTo(RoleName.LEADER);
    }

    @Test
    void elected_leader_spreads_an_empty_entry_while_its_own_disk_works() {
        Bench bench = EMPTY.in(1, 0, 0).holding(entry(1, 1)).follower();
        bench.core().campaign();
        bench.drain();
        bench.core().step(Said.vote(2, 2));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(
                                Wanted.append(2, 2, new EntryId(1, 1), 0, entry(2, 2)),
                                Wanted.append(3, 2, new EntryId(1, 1), 0, entry(2, 2))),
                        Wanted.write(Wanted.with(Wanted.write(2), entry(2, 2))),
                        Wanted.told(Wanted.role(RoleName.LEADER, 2, 1))));
    }

    @Test
    void vote_given_twice_counts_once_and_strangers_and_learners_not_at_all() {
        Membership five = Membership.of(MemberSet.of(1, 2, 3, 4, 5), MemberSet.of(6));
        Bench bench = EMPTY.with(five).follower();
        bench.core().campaign();
        bench.drain();
        for (long voter : new long[] {2, 2, 6, 9}) {
            bench.core().step(Said.vote(voter, 1));
        }
        assertThat(bench.core().status().role()).isEqualTo(RoleName.CANDIDATE);
        bench.core().step(Said.vote(5, 1));
        assertThat(bench.core().status().role()).isEqualTo(RoleName.LEADER);
    }

    @Test
    void joint_candidate_asks_both_halves_and_needs_both() {
        Bench bench = EMPTY.with(new Membership(
                        MemberSet.of(1, 2), MemberSet.of(1, 3), MemberSet.EMPTY, MemberSet.EMPTY, LeaveMode.EXPLICIT))
                .follower();
        bench.core().campaign();
        assertThat(bench.ready().write().orElseThrow().sendAfter())
                .containsExactly(
                        Wanted.voteRequest(2, 1, VoteKind.ELECTION, EntryId.ZERO),
                        Wanted.voteRequest(3, 1, VoteKind.ELECTION, EntryId.ZERO));
        bench.core().persisted(1);
        bench.core().step(Said.vote(2, 1));
        assertThat(bench.core().status().role()).isEqualTo(RoleName.CANDIDATE);
        bench.core().step(Said.vote(3, 1));
        assertThat(bench.core().status().role()).isEqualTo(RoleName.LEADER);
    }

    @Test
    void candidate_yields_to_the_leader_of_its_term() {
        Bench bench = EMPTY.follower();
        bench.core().campaign();
        bench.drain();
        bench.core().step(Said.append(2, 1, EntryId.ZERO, 0, entry(1, 1)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.with(Wanted.write(2, Wanted.accepted(2, 1, 1)), entry(1, 1))),
                        Wanted.told(Wanted.role(RoleName.FOLLOWER, 1, 2))));
    }

    @Test
    void candidate_without_an_answer_campaigns_again_in_the_next_term() {
        Bench bench = EMPTY.follower();
        bench.core().campaign();
        bench.drain();
        bench.tick(Bench.ELECTION_TICKS);
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(
                                2,
                                new HardState(2, 1, 0),
                                Wanted.voteRequest(2, 2, VoteKind.ELECTION, EntryId.ZERO),
                                Wanted.voteRequest(3, 2, VoteKind.ELECTION, EntryId.ZERO))),
                        Wanted.told(Wanted.role(RoleName.CANDIDATE, 2, 0))));
    }

    @Test
    void candidate_takes_no_proposals_and_no_reads() {
        Bench bench = EMPTY.follower();
        bench.core().campaign();
        bench.drain();
        assertThat(bench.propose("x")).isEqualTo(new ProposalOutcome.Refused(Refusal.NO_LEADER));
        assertThat(bench.core().readIndex(Payload.EMPTY)).contains(Refusal.NO_LEADER);
    }

    @Test
    void member_with_an_unapplied_membership_change_waits_before_it_campaigns() {
        Bench bench = EMPTY.followerOfTwo();
        bench.core()
                .step(Said.append(
                        2, 1, EntryId.ZERO, 1, Said.entry(1, 1, MembershipChange.single(StepKind.ADD_VOTER, 4))));
        bench.core().persisted(bench.ready().write().orElseThrow().number());
        assertThat(bench.ready().committed()).hasSize(1);
        bench.core().campaign();
        bench.tick(3 * Bench.ELECTION_TICKS);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().applied(1);
        bench.tick(Bench.ELECTION_TICKS);
        assertThat(bench.core().status().role()).isEqualTo(RoleName.CANDIDATE);
    }

    @Test
    void told_to_campaign_it_skips_the_pre_vote() {
        Bench bench = EMPTY.with(PRE_VOTE).followerOfTwo();
        bench.core().step(new Message.TimeoutNow(Said.envelope(2, 1)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.write(Wanted.write(
                                1,
                                new HardState(2, 1, 0),
                                Wanted.voteRequest(2, 2, VoteKind.TRANSFER, EntryId.ZERO),
                                Wanted.voteRequest(3, 2, VoteKind.TRANSFER, EntryId.ZERO))),
                        Wanted.told(Wanted.role(RoleName.CANDIDATE, 2, 0))));
    }

    @Test
    void candidate_removed_from_the_group_gives_up() {
        Bench bench = EMPTY.follower();
        bench.core().campaign();
        bench.drain();
        bench.core().membershipApplied(Membership.ofVoters(2, 3));
        assertThat(bench.core().status().role()).isEqualTo(RoleName.FOLLOWER);
    }

    @Test
    void message_to_somebody_else_or_from_itself_goes_no_further() {
        Bench bench = EMPTY.followerOfTwo();
        Message astray = new Message.TimeoutNow(new Envelope(2, 3, 9));
        Message echo = new Message.TimeoutNow(new Envelope(1, 1, 9));
        bench.core().step(astray);
        bench.core().step(echo);
        assertThat(bench.core().status().term()).isEqualTo(1);
        assertThat(bench.ready().events()).hasSize(2);
    }

    /** Draws the longest timeout there is. */
    private static final RandomGenerator PATIENT = new RandomGenerator() {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public int nextInt(int bound) {
            return bound - 1;
        }
    };

    private static RoleName roleAfter(Bench bench, int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            bench.tick(1);
            bench.drain();
        }
        return bench.core().status().role();
    }

    @Test
    void who_lost_its_leader_campaigns_as_soon_as_others_may_vote() {
        Bench bench = EMPTY.with(PRE_VOTE).followerOfTwo(PATIENT);
        bench.core().unreachable(2);
        assertThat(roleAfter(bench, Bench.ELECTION_TICKS)).isEqualTo(RoleName.FOLLOWER);
        assertThat(roleAfter(bench, 1)).isEqualTo(RoleName.PRE_CANDIDATE);
    }

    @Test
    void one_after_the_other_campaigns_when_the_leader_is_lost() {
        Membership five = Membership.ofVoters(1, 2, 3, 4, -5);
        assertThat(turnOf(3, five)).isEqualTo(1);
        assertThat(turnOf(4, five)).isEqualTo(2);
        assertThat(turnOf(-5, five)).isEqualTo(3);

        ElectionClock clock = new ElectionClock(Bench.ELECTION_TICKS, PATIENT);
        clock.hurry(1);
        clock.elapse(Bench.ELECTION_TICKS + 3);
        assertThat(clock.isTimeToCampaign()).isFalse();
        clock.elapse(1);
        assertThat(clock.isTimeToCampaign()).isTrue();
    }

    /** When member 2 is lost. */
    private static int turnOf(long self, Membership membership) {
        HardState none = HardState.INITIAL;
        Journal journal = new Journal(Snapshot.NONE, List.of(), none, 0);
        return new CoreState(new RaftCore.Start(self, Bench.OPTIONS, none, journal, membership, PATIENT))
                .votersBefore(2);
    }

    @Test
    void a_leader_that_is_heard_again_or_another_that_is_lost_hurries_nobody() {
        Bench bench = EMPTY.with(PRE_VOTE).followerOfTwo(PATIENT);
        bench.core().unreachable(3);
        assertThat(roleAfter(bench, 5)).isEqualTo(RoleName.FOLLOWER);
        bench.core().unreachable(2);
        bench.core().step(Said.heartbeat(2, 1, 0));
        assertThat(roleAfter(bench, 2 * Bench.ELECTION_TICKS - 2)).isEqualTo(RoleName.FOLLOWER);
        assertThat(roleAfter(bench, 1)).isEqualTo(RoleName.PRE_CANDIDATE);
    }
}
