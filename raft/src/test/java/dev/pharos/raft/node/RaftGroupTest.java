package dev.pharos.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.node.NodeOptions.SnapshotPolicy;
import dev.pharos.raft.outcome.NotLeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole members on real threads and real files. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RaftGroupTest {
    private static final SnapshotPolicy OFTEN = new SnapshotPolicy(50, 1 << 20, 10);

    private static final String FIRST_SEGMENT = "0000000000000000-0000000000000000.wal";

    @TempDir
    Path folder;

    @Test
    void single_member_founds_a_group_and_commits_alone() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 1)) {
            long first = group.commit();
            long second = group.commit();
            group.catchUp(1);
            assertThat(group.diary(1).pages()).containsExactly(first, second);
            assertThat(group.diary(1).membership().isVoter(1)).isTrue();
        }
    }

    @Test
    void single_member_finds_everything_after_a_restart() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 1)) {
            group.commitMany(100, 10);
            List<Long> before = group.agreedPages();
            group.stop(1);
            group.start(1);
            List<Long> after = group.agreedPages();
            assertThat(after.subList(0, before.size())).isEqualTo(before);
            assertThat(after).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_machine_hears_of_the_end_of_each_batch() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 1)) {
            group.commitMany(20, 10);
            // Whoever reads now comes behind the batch of the last command.
            group.catchUp(1);
            assertThat(group.diary(1).pagesAtBatchEnd())
                    .isEqualTo(group.diary(1).pages().size());
        }
    }

    @Test
    void what_only_the_leader_of_a_term_may_propose_is_refused_in_every_other_term() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.commit();
            RaftNode<Integer> leader = group.node(group.leader());
            long term = leader.status().term();
            long request = group.newRequest();
            assertThat(leader.proposeInTerm(term, request, Diary.command(request, 0)))
                    .succeedsWithin(Duration.ofSeconds(10));
            long stale = group.newRequest();
            assertThat(leader.proposeInTerm(term - 1, stale, Diary.command(stale, 0)))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(NotLeader.class);
            long elsewhere = group.newRequest();
            assertThat(group.node(group.follower()).proposeInTerm(term, elsewhere, Diary.command(elsewhere, 0)))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(NotLeader.class);
            assertThat(group.agreedPages()).contains(request).doesNotContain(stale, elsewhere);
        }
    }

    @Test
    void proposals_through_the_leader_and_through_a_follower_reach_everybody() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            long direct = group.commit();
            long forwarded = group.commitThrough(group.follower());
            assertThat(group.agreedPages()).contains(direct, forwarded).doesNotHaveDuplicates();
        }
    }

    @Test
    void read_on_any_member_sees_what_was_answered_before() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            for (int i = 0; i < 20; i++) {
                long answered = group.commit();
                long reader = group.members().get(i % 3);
                group.catchUp(reader);
                assertThat(group.diary(reader).pages()).contains(answered);
            }
        }
    }

    @Test
    void leadership_goes_where_it_is_sent() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            for (long target : new long[] {2, 3, 1, 2}) {
                group.handOverTo(target);
                group.commit();
            }
            assertThat(group.agreedPages()).doesNotHaveDuplicates();
        }
    }

    @Test
    void group_survives_the_loss_of_its_leader() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            long before = group.commit();
            long lost = group.leader();
            group.stop(lost);
            long after = group.commit();
            group.start(lost);
            assertThat(group.agreedPages()).contains(before, after);
        }
    }

    @Test
    void member_that_was_cut_off_catches_up() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            long lonely = group.follower();
            group.network().cut(lonely);
            group.commitMany(100, 10);
            group.network().heal(lonely);
            assertThat(group.agreedPages()).hasSizeGreaterThan(100);
        }
    }

    @Test
    void leader_that_was_cut_off_follows_its_successor() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.commit();
            long deposed = group.leader();
            group.network().cut(deposed);
            group.watchtower().await("a successor", () -> {
                long leader = group.watchtower().leader();
                return leader != 0 && leader != deposed;
            });
            group.commit();
            group.network().heal(deposed);
            group.catchUp(deposed);
            assertThat(group.agreedPages()).doesNotHaveDuplicates();
        }
    }

    @Test
    void everybody_finds_everything_after_a_restart_of_all() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.commitMany(200, 100);
            List<Long> before = group.agreedPages();
            List<Long> members = group.members();
            members.forEach(group::stop);
            members.forEach(group::start);
            assertThat(group.agreedPages()).startsWith(before.toArray(Long[]::new));
        }
    }

    @Test
    void newcomer_learns_then_votes_and_an_old_member_leaves() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.commitMany(20, 10);
            group.startNewcomer(4);
            group.change(StepKind.ADD_LEARNER, 4);
            group.catchUp(4);
            assertThat(group.diary(4).membership().isLearner(4)).isTrue();
            group.change(StepKind.ADD_VOTER, 4);
            long leaving = group.follower();
            group.change(StepKind.REMOVE, leaving);
            group.stop(leaving);
            assertThat(group.agreedPages()).hasSizeGreaterThan(20);
            assertThat(group.diary(4).membership().members().size()).isEqualTo(3);
            assertThat(group.diary(4).membership().contains(leaving)).isFalse();
        }
    }

    @Test
    void change_may_follow_another_as_soon_as_that_is_answered() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 1)) {
            RaftNode<Integer> node = group.node(group.leader());
            for (StepKind kind : List.of(StepKind.ADD_LEARNER, StepKind.REMOVE)) {
                for (long member = 2; member < 20; member++) {
                    long request = group.newRequest();
                    assertThat(node.changeMembership(request, LiveGroup.change(request, kind, member)))
                            .succeedsWithin(Watchtower.PATIENCE);
                }
            }
            assertThat(group.diary(1).membership()).isEqualTo(Membership.ofVoters(1));
        }
    }

    @Test
    void leader_can_remove_itself() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.commit();
            long leaving = group.leader();
            group.change(StepKind.REMOVE, leaving);
            group.watchtower().await("a successor", () -> {
                long leader = group.watchtower().leader();
                return leader != 0 && leader != leaving;
            });
            group.stop(leaving);
            assertThat(group.agreedPages()).isNotEmpty();
        }
    }

    @Test
    void old_log_is_let_go_and_a_member_that_needs_it_gets_a_snapshot() throws Exception {
        try (LiveGroup group = snapshotting()) {
            long lonely = group.follower();
            group.network().cut(lonely);
            List<Long> others =
                    group.members().stream().filter(member -> member != lonely).toList();
            for (long member : others) {
                while (Files.exists(group.walOf(member).resolve(FIRST_SEGMENT))) {
                    group.commitMany(100, 1000);
                }
            }
            group.network().heal(lonely);
            group.catchUp(lonely);
            assertThat(group.diary(lonely).restores()).isPositive();
            assertThat(group.agreedPages()).hasSizeGreaterThan(100);
        }
    }

    @Test
    void restart_goes_on_from_a_snapshot() throws Exception {
        try (LiveGroup group = snapshotting()) {
            group.commitUntilSnapshots(group.members(), 100);
            List<Long> before = group.agreedPages();
            List<Long> members = group.members();
            members.forEach(group::stop);
            members.forEach(group::start);
            assertThat(group.agreedPages()).startsWith(before.toArray(Long[]::new));
            assertThat(members)
                    .allSatisfy(
                            member -> assertThat(group.diary(member).restores()).isPositive());
        }
    }

    @Test
    void newcomer_starts_from_a_snapshot() throws Exception {
        try (LiveGroup group = snapshotting()) {
            group.commitUntilSnapshots(group.members(), 100);
            group.startNewcomer(4);
            group.change(StepKind.ADD_VOTER, 4);
            group.catchUp(4);
            assertThat(group.diary(4).restores()).isPositive();
            assertThat(group.agreedPages()).hasSizeGreaterThan(50);
        }
    }

    private LiveGroup snapshotting() {
        return new LiveGroup(folder, 3, LiveGroup.RAFT, new NodeOptions(50_000, 65_536, 50_000, 2_000, OFTEN));
    }
}
