package dev.pharos.raft.node;

import static dev.pharos.raft.node.PendingProposalsTest.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.RaftOptions.Flow;
import dev.pharos.raft.node.NodeOptions.SnapshotPolicy;
import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.raft.outcome.OutcomeUnknown;
import dev.pharos.raft.outcome.Overloaded;
import dev.pharos.raft.outcome.RaftException;
import dev.pharos.raft.outcome.Stopped;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a member ends, and how it says no: nobody is left waiting, and nothing is promised that is not kept. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RaftNodeEndTest {
    @TempDir
    Path folder;

    @Test
    void shutdown_leaves_no_future_hanging() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            long leader = group.leader();
            group.members().stream().filter(member -> member != leader).forEach(group.network()::cut);
            List<CompletableFuture<?>> futures = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                futures.add(propose(group, leader, 10));
                futures.add(group.node(leader).readIndex());
            }
            RaftNode<Integer> node = group.node(leader);
            group.stop(leader);
            assertThat(futures)
                    .allSatisfy(future -> assertThat(reasonOf(future))
                            .isInstanceOfAny(NotLeader.class, OutcomeUnknown.class, Stopped.class));
            assertFailed(node.propose(group.newRequest(), Diary.command(1, 0)), Stopped.class);
            assertFailed(node.readIndex(), Stopped.class);
            assertThatCode(node::close).doesNotThrowAnyException();
        }
    }

    @Test
    void what_was_answered_before_a_shutdown_under_load_is_there_afterwards() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 1)) {
            long leader = group.leader();
            List<Long> requests = new ArrayList<>();
            List<CompletableFuture<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                long request = group.newRequest();
                requests.add(request);
                futures.add(group.node(leader).propose(request, Diary.command(request, 10)));
            }
            futures.get(100).get(20, TimeUnit.SECONDS);
            group.stop(leader);
            group.start(leader);
            List<Long> pages = group.agreedPages();
            for (int i = 0; i < requests.size(); i++) {
                assertThat(futures.get(i)).isDone();
                if (!futures.get(i).isCompletedExceptionally()) {
                    assertThat(pages).contains(requests.get(i));
                }
            }
        }
    }

    @Test
    void broken_disk_ends_the_member_once_and_nothing_is_acknowledged_any_more() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 1)) {
            long kept = group.commit();
            RaftNode<Integer> node = group.node(1);
            group.running(1).disk().breakDown();
            List<CompletableFuture<?>> futures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                futures.add(propose(group, 1, 10));
                futures.add(node.readIndex());
            }
            group.watchtower()
                    .await("the failure", () -> !group.watchtower().failures(1).isEmpty());
            // Reads that were in time may have been answered, writes not.
            for (int i = 0; i < futures.size(); i++) {
                boolean write = i % 2 == 0;
                Throwable reason = reasonOf(futures.get(i));
                assertThat(reason == null || reason instanceof RaftException).isTrue();
                assertThat(write && reason == null).isFalse();
            }
            assertFailed(propose(group, 1, 10), Stopped.class);
            assertFailed(node.readIndex(), Stopped.class);
            group.stop(1);
            assertThat(group.watchtower().failures(1)).hasSize(1).first().isInstanceOf(StorageFailure.class);
            group.start(1);
            assertThat(group.agreedPages()).startsWith(kept);
        }
    }

    @Test
    void member_with_a_broken_disk_confirms_nothing_to_others_and_the_rest_goes_on() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.commitMany(10, 10);
            long broken = group.follower();
            Queue<AppendAccepted> confirmations = new ConcurrentLinkedQueue<>();
            // All writes under way are either done before this, and their confirmations sent, or fail.
            group.catchUp(broken);
            long before = group.node(broken).status().last().index();
            group.running(broken).disk().breakDown();
            group.network().tap(message -> {
                if (message.from() == broken && message instanceof AppendAccepted accepted) {
                    confirmations.add(accepted);
                }
            });
            group.commitMany(50, 10);
            group.watchtower()
                    .await(
                            "the failure",
                            () -> !group.watchtower().failures(broken).isEmpty());
            assertThat(confirmations)
                    .allSatisfy(accepted -> assertThat(accepted.index()).isLessThanOrEqualTo(before + 1));
            group.stop(broken);
            group.commitMany(10, 10);
            group.start(broken);
            assertThat(group.agreedPages()).hasSizeGreaterThanOrEqualTo(70);
        }
    }

    @Test
    void leader_with_a_broken_disk_is_succeeded() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.commitMany(10, 10);
            long broken = group.leader();
            group.running(broken).disk().breakDown();
            CompletableFuture<Integer> last = propose(group, broken, 10);
            group.watchtower()
                    .await(
                            "the failure",
                            () -> !group.watchtower().failures(broken).isEmpty());
            assertThat(reasonOf(last)).isInstanceOf(OutcomeUnknown.class);
            group.watchtower().forget(broken);
            group.network().disconnect(broken);
            group.watchtower().await("a successor", () -> group.watchtower().leader() != 0);
            group.commitMany(10, 10);
            group.stop(broken);
            assertThat(group.watchtower().failures(broken)).hasSize(1);
            group.start(broken);
            assertThat(group.agreedPages()).hasSizeGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void state_machine_that_throws_ends_the_member() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 1)) {
            long kept = group.commit();
            IllegalStateException reason = new IllegalStateException("no page left");
            group.diary(1).poison(reason);
            assertThat(reasonOf(propose(group, 1, 10))).isInstanceOf(OutcomeUnknown.class);
            group.watchtower()
                    .await("the failure", () -> !group.watchtower().failures(1).isEmpty());
            assertFailed(propose(group, 1, 10), Stopped.class);
            group.stop(1);
            assertThat(group.watchtower().failures(1)).containsExactly(reason);
            group.start(1);
            assertThat(group.agreedPages()).startsWith(kept);
        }
    }

    @Test
    void broken_disk_for_snapshots_ends_the_member_too() throws Exception {
        SnapshotPolicy often = new SnapshotPolicy(20, 1 << 20, 10);
        NodeOptions options = new NodeOptions(50_000, 65_536, 50_000, 2_000, often);
        try (LiveGroup group = new LiveGroup(folder, 3, LiveGroup.RAFT, options)) {
            group.commit();
            long broken = group.follower();
            group.running(broken).snapshotDisk().breakDown();
            group.commitMany(50, 10);
            group.watchtower()
                    .await(
                            "the failure",
                            () -> !group.watchtower().failures(broken).isEmpty());
            assertFailed(propose(group, broken, 10), Stopped.class);
            group.stop(broken);
            group.start(broken);
            assertThat(group.agreedPages()).hasSizeGreaterThan(50);
        }
    }

    @Test
    void proposals_beyond_the_bound_are_refused_and_the_rest_is_carried_out() throws Exception {
        int bound = 500;
        NodeOptions narrow = new NodeOptions(bound, 65_536, 50_000, 10_000, LiveGroup.NO_SNAPSHOTS);
        try (LiveGroup group = new LiveGroup(folder, 1, LiveGroup.RAFT, narrow)) {
            group.commit();
            group.diary(1).hold();
            List<CompletableFuture<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                futures.add(propose(group, 1, 100));
            }
            assertThat(futures.stream().filter(future -> !future.isDone())).hasSize(bound);
            assertThat(futures.stream().filter(CompletableFuture::isDone))
                    .allSatisfy(future -> assertThat(reasonOf(future)).isInstanceOf(Overloaded.class));
            group.diary(1).release();
            for (CompletableFuture<Integer> future : futures) {
                Throwable reason = reasonOf(future);
                assertThat(reason == null || reason instanceof Overloaded).isTrue();
            }
            assertThat(group.agreedPages()).hasSize(bound + 2);
        }
    }

    @Test
    void full_mailbox_refuses_proposals_and_reads() throws Exception {
        NodeOptions narrow = new NodeOptions(50_000, 10, 50_000, 10_000, LiveGroup.NO_SNAPSHOTS);
        try (LiveGroup group = new LiveGroup(folder, 1, LiveGroup.RAFT, narrow)) {
            group.commit();
            List<CompletableFuture<?>> futures = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                futures.add(propose(group, 1, 0));
                futures.add(group.node(1).readIndex());
            }
            int refused = 0;
            for (CompletableFuture<?> future : futures) {
                Throwable reason = reasonOf(future);
                assertThat(reason == null || reason instanceof Overloaded).isTrue();
                refused += reason == null ? 0 : 1;
            }
            assertThat(refused).isPositive();
        }
    }

    @Test
    void leader_without_followers_takes_only_so_many_bytes() throws Exception {
        RaftOptions narrow = LiveGroup.RAFT.with(new Flow(1 << 16, 16, 1 << 20, 100_000, 1 << 20, 1 << 20));
        try (LiveGroup group = new LiveGroup(folder, 3, narrow, LiveGroup.OPTIONS)) {
            group.commit();
            long leader = group.leader();
            group.members().stream().filter(member -> member != leader).forEach(group.network()::cut);
            List<CompletableFuture<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                futures.add(propose(group, leader, 1_000));
            }
            long last = group.node(leader).status().last().index();
            assertThat(last).isLessThan(200);
            group.members().forEach(group.network()::heal);
            group.commit();
            group.stop(leader);
            for (CompletableFuture<Integer> future : futures) {
                Throwable reason = reasonOf(future);
                assertThat(reason == null || reason instanceof RaftException).isTrue();
            }
            assertThat(futures.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .hasSizeGreaterThan(4_800);
        }
    }

    @Test
    void lost_proposal_has_an_unknown_outcome_when_patience_ends() throws Exception {
        NodeOptions impatient = new NodeOptions(50_000, 65_536, 50_000, 40, LiveGroup.NO_SNAPSHOTS);
        try (LiveGroup group = new LiveGroup(folder, 3, LiveGroup.RAFT, impatient)) {
            group.commit();
            long lonely = group.follower();
            group.network().cut(lonely);
            assertThat(reasonOf(propose(group, lonely, 0))).isInstanceOfAny(OutcomeUnknown.class, NotLeader.class);
            assertThat(reasonOf(group.node(lonely).readIndex())).isInstanceOf(NotLeader.class);
        }
    }

    private static CompletableFuture<Integer> propose(LiveGroup group, long member, int paddingBytes) {
        long request = group.newRequest();
        return group.node(member).propose(request, Diary.command(request, paddingBytes));
    }

    /** Why the future failed, or null; waits for it. */
    private static @Nullable Throwable reasonOf(CompletableFuture<?> future) {
        try {
            Object unused = future.get(Watchtower.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException | TimeoutException hanging) {
            throw new AssertionError("a future was left hanging", hanging);
        }
    }
}
