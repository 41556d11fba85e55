package dev.pharos.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.outcome.Stopped;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.transport.MemoryNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member whose ticks never come, so that nothing wakes it by chance. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuietProposalTest {
    private static final Duration NEVER = Duration.ofHours(10);

    private final Diary diary = new Diary();
    private RaftNode<Integer> node;

    @BeforeEach
    void lead(@TempDir Path folder) {
        node = RaftNode.builder(
                        1,
                        diary,
                        MemberStorage.inFolder(folder, LogOptions.defaults(), Runnable::run),
                        new MemoryNetwork().transportOf(1))
                .founding(List.of(MembershipChange.single(StepKind.ADD_VOTER, 1)))
                .tickInterval(NEVER)
                .start();
        // Any input begins the first turn, in which the founder is found committed.
        node.unreachable(2);
        until(() -> node.status().applied() == 1);
        node.campaign();
        until(() -> node.status().role() == RoleName.LEADER);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void quiet_proposals_are_taken_up_on_request_in_their_order() {
        CompletableFuture<Integer> first = quietly(1);
        CompletableFuture<Integer> second = quietly(2);
        node.takeUp();
        assertThat(first).succeedsWithin(Duration.ofSeconds(30));
        assertThat(second).succeedsWithin(Duration.ofSeconds(30));
        assertThat(diary.pages()).containsExactly(1L, 2L);
    }

    @Test
    void any_other_proposal_takes_the_quiet_ones_along() {
        CompletableFuture<Integer> quiet = quietly(1);
        CompletableFuture<Integer> loud = node.propose(2, Diary.command(2, 0));
        assertThat(loud).succeedsWithin(Duration.ofSeconds(30));
        assertThat(quiet).isCompleted();
        assertThat(diary.pages()).containsExactly(1L, 2L);
    }

    @Test
    void quiet_proposals_of_a_stopped_member_are_refused() throws Exception {
        node.close();
        PendingProposalsTest.assertFailed(quietly(1), Stopped.class);
    }

    private static void until(BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private CompletableFuture<Integer> quietly(long requestId) {
        return node.proposeQuietly(requestId, Diary.command(requestId, 0));
    }
}
