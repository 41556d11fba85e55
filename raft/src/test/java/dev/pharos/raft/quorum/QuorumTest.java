package dev.pharos.raft.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.quorum.VoteTally.Ballot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The arithmetic against definitions that are slow and obvious. */
class QuorumTest {
    private static final Ballot[] BALLOTS = Ballot.values();

    @Test
    void every_small_group_reaches_what_more_than_half_of_it_has() {
        for (int size = 0; size <= 5; size++) {
            MemberSet voters = firstMembers(size);
            for (long[] values : assignments(size, 4)) {
                assertThat(new Majority(voters).reached(member -> values[(int) member - 1]))
                        .as("%s", (Object) values)
                        .isEqualTo(slowlyReached(voters, values));
            }
        }
    }

    @Test
    void every_small_vote_comes_out_as_the_votes_still_missing_allow() {
        for (int size = 0; size <= 5; size++) {
            MemberSet voters = firstMembers(size);
            for (long[] ballots : assignments(size, BALLOTS.length)) {
                assertThat(new Majority(voters).result(tally(ballots)))
                        .as("%s", (Object) ballots)
                        .isEqualTo(slowlyCounted(Membership.of(voters, MemberSet.EMPTY), ballots));
            }
        }
    }

    @Test
    void every_small_joint_group_needs_both_halves() {
        for (int incoming = 1; incoming < 16; incoming++) {
            for (int outgoing = 1; outgoing < 16; outgoing++) {
                Membership joint = joint(subset(incoming), subset(outgoing));
                for (long[] values : assignments(4, 3)) {
                    assertThat(new Quorum(joint).reached(member -> values[(int) member - 1]))
                            .isEqualTo(Math.min(
                                    slowlyReached(joint.voters(), values), slowlyReached(joint.outgoing(), values)));
                    assertThat(new Quorum(joint).result(tally(values))).isEqualTo(slowlyCounted(joint, values));
                }
            }
        }
    }

    @Test
    void random_large_groups_agree_with_the_slow_definition() {
        Random random = new Random(2);
        for (int run = 0; run < 2_000; run++) {
            int size = 1 + random.nextInt(31);
            long[] values = random.longs(size, 0, 10).toArray();
            long[] ballots = random.longs(size, 0, BALLOTS.length).toArray();
            Membership joint = joint(someOf(size, random), someOf(size, random));
            assertThat(new Quorum(joint).reached(member -> values[(int) member - 1]))
                    .isEqualTo(
                            Math.min(slowlyReached(joint.voters(), values), slowlyReached(joint.outgoing(), values)));
            assertThat(new Quorum(joint).result(tally(ballots))).isEqualTo(decided(joint, ballots));
        }
    }

    @Test
    void two_quorums_of_neighbouring_configurations_share_a_member() {
        for (int before = 1; before < 32; before++) {
            for (int change = 0; change < 5; change++) {
                int after = before ^ 1 << change;
                if (after != 0) {
                    assertThat(canBothWin(
                                    Membership.of(subset(before), MemberSet.EMPTY),
                                    Membership.of(subset(after), MemberSet.EMPTY)))
                            .as("%d and %d", before, after)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void nobody_holds_back_the_other_half() {
        assertThat(new Quorum(Membership.EMPTY).reached(member -> 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(new Quorum(Membership.ofVoters(1)).reached(member -> 7)).isEqualTo(7);
    }

    @Test
    void learners_never_count() {
        Membership membership = Membership.of(MemberSet.of(1, 2, 3), MemberSet.of(4, 5));
        VoteTally tally = new VoteTally();
        tally.grant(1);
        tally.grant(4);
        tally.grant(5);
        assertThat(new Quorum(membership).result(tally)).isEqualTo(VoteResult.PENDING);
        assertThat(new Quorum(membership).reached(member -> member >= 4 ? 9 : member))
                .isEqualTo(2);
    }

    @Test
    void first_answer_of_a_voter_counts() {
        VoteTally tally = new VoteTally();
        tally.grant(1);
        tally.refuse(1);
        tally.refuse(2);
        tally.grant(2);
        assertThat(tally.ballotOf(1)).isEqualTo(Ballot.GRANTED);
        assertThat(tally.ballotOf(2)).isEqualTo(Ballot.REFUSED);
        assertThat(tally.ballotOf(3)).isEqualTo(Ballot.MISSING);
    }

    /** The largest value that more than half have; tried out from the top. */
    private static long slowlyReached(MemberSet voters, long[] values) {
        if (voters.isEmpty()) {
            return Long.MAX_VALUE;
        }
        for (long candidate = LongStream.of(values).max().orElseThrow(); ; candidate--) {
            long limit = candidate;
            long there = LongStream.of(voters.toArray())
                    .filter(member -> values[(int) member - 1] >= limit)
                    .count();
            if (2 * there > voters.size()) {
                return candidate;
            }
        }
    }

    /** Won or lost if it comes out so whatever the missing voters say; pending otherwise. Tries all of it. */
    private static VoteResult slowlyCounted(Membership membership, long[] ballots) {
        boolean canWin = false;
        boolean canFail = false;
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < ballots.length; i++) {
            if (BALLOTS[(int) ballots[i]] == Ballot.MISSING) {
                missing.add(i);
            }
        }
        for (int answers = 0; answers < 1 << missing.size(); answers++) {
            boolean[] granted = new boolean[ballots.length];
            for (int i = 0; i < ballots.length; i++) {
                int asked = missing.indexOf(i);
                granted[i] = asked < 0 ? BALLOTS[(int) ballots[i]] == Ballot.GRANTED : (answers >> asked & 1) == 1;
            }
            boolean wins = wins(membership.voters(), granted) && wins(membership.outgoing(), granted);
            canWin |= wins;
            canFail |= !wins;
        }
        return canWin && canFail ? VoteResult.PENDING : canWin ? VoteResult.WON : VoteResult.LOST;
    }

    /** As above, without trying: all that are missing say yes, then all say no. */
    private static VoteResult decided(Membership membership, long[] ballots) {
        boolean[] most = new boolean[ballots.length];
        boolean[] least = new boolean[ballots.length];
        for (int i = 0; i < ballots.length; i++) {
            most[i] = BALLOTS[(int) ballots[i]] != Ballot.REFUSED;
            least[i] = BALLOTS[(int) ballots[i]] == Ballot.GRANTED;
        }
        if (wins(membership.voters(), least) && wins(membership.outgoing(), least)) {
            return VoteResult.WON;
        }
        boolean open = wins(membership.voters(), most) && wins(membership.outgoing(), most);
        return open ? VoteResult.PENDING : VoteResult.LOST;
    }

    private static boolean wins(MemberSet voters, boolean[] granted) {
        long yes = LongStream.of(voters.toArray())
                .filter(member -> granted[(int) member - 1])
                .count();
        return voters.isEmpty() || 2 * yes > voters.size();
    }

    /** Whether disjoint sets of voters could win in both configurations. */
    private static boolean canBothWin(Membership first, Membership second) {
        for (int granting = 0; granting < 32; granting++) {
            VoteTally forFirst = new VoteTally();
            VoteTally forSecond = new VoteTally();
            for (long member = 1; member <= 5; member++) {
                ((granting >> (member - 1) & 1) == 1 ? forFirst : forSecond).grant(member);
            }
            if (new Quorum(first).result(forFirst) == VoteResult.WON
                    && new Quorum(second).result(forSecond) == VoteResult.WON) {
                return true;
            }
        }
        return false;
    }

    private static Membership joint(MemberSet incoming, MemberSet outgoing) {
        return new Membership(incoming, outgoing, MemberSet.EMPTY, MemberSet.EMPTY, LeaveMode.EXPLICIT);
    }

    private static VoteTally tally(long[] ballots) {
        VoteTally tally = new VoteTally();
        for (int i = 0; i < ballots.length; i++) {
            switch (BALLOTS[(int) ballots[i]]) {
                case GRANTED -> tally.grant(i + 1L);
                case REFUSED -> tally.refuse(i + 1L);
                case MISSING -> {}
            }
        }
        return tally;
    }

    private static MemberSet firstMembers(int size) {
        return MemberSet.of(LongStream.rangeClosed(1, size).toArray());
    }

    private static MemberSet subset(int bits) {
        return MemberSet.of(LongStream.rangeClosed(1, 5)
                .filter(member -> (bits >> (member - 1) & 1) == 1)
                .toArray());
    }

    private static MemberSet someOf(int size, Random random) {
        MemberSet some = MemberSet.of(LongStream.rangeClosed(1, size)
                .filter(member -> random.nextBoolean())
                .toArray());
        return some.isEmpty() ? MemberSet.of(1) : some;
    }

    /** All ways to give each of {@code size} voters one of {@code choices} values. */
    private static List<long[]> assignments(int size, int choices) {
        List<long[]> all = new ArrayList<>();
        all.add(new long[size]);
        for (int position = 0; position < size; position++) {
            List<long[]> more = new ArrayList<>();
            for (long[] base : all) {
                for (int choice = 0; choice < choices; choice++) {
                    long[] copy = base.clone();
                    copy[position] = choice;
                    more.add(copy);
                }
            }
            all = more;
        }
        return all;
    }
}
