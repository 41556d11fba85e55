package dev.pharos.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.outcome.LeaderLost;
import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.raft.outcome.OutcomeUnknown;
import dev.pharos.raft.outcome.Overloaded;
import dev.pharos.raft.outcome.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PendingProposalsTest {
    private static final int CAPACITY = 3;
    private static final int PATIENCE = 10;

    private final PendingProposals<String> proposals = new PendingProposals<>(CAPACITY, PATIENCE);

    @Test
    void answer_completes_the_future_once() {
        CompletableFuture<String> future = proposals.register(1);
        AtomicInteger completions = new AtomicInteger();
        CompletableFuture<String> counted = future.whenComplete((result, failure) -> completions.incrementAndGet());
        proposals.complete(1, "first");
        proposals.complete(1, "second");
        proposals.fail(1, new NotLeader("late"));
        proposals.failAll(new Stopped("late"));
        assertThat(future).isCompletedWithValue("first");
        assertThat(counted).isCompletedWithValue("first");
        assertThat(completions).hasValue(1);
    }

    @Test
    void answer_to_nobody_is_ignored() {
        proposals.complete(7, "x");
        proposals.fail(7, new NotLeader("x"));
        assertThat(proposals.register(7)).isNotDone();
    }

    @Test
    void request_in_use_cannot_be_used_again_until_it_is_answered() {
        assertThat(proposals.register(1)).isNotDone();
        assertThatIllegalArgumentException().isThrownBy(() -> proposals.register(1));
        proposals.complete(1, "x");
        assertThat(proposals.register(1)).isNotDone();
    }

    @Test
    void too_many_are_refused_until_one_is_answered() {
        for (long id = 1; id <= CAPACITY; id++) {
            assertThat(proposals.register(id)).isNotDone();
        }
        assertFailed(proposals.register(9), Overloaded.class);
        proposals.complete(2, "x");
        assertThat(proposals.register(9)).isNotDone();
    }

    @Test
    void entry_of_another_leader_in_its_place_means_it_never_will_be_applied() {
        CompletableFuture<String> future = proposals.register(1);
        proposals.placed(1, new EntryId(3, 20));
        proposals.settle(entry(3, 19));
        assertThat(future).isNotDone();
        proposals.settle(entry(4, 20));
        assertFailed(future, NotLeader.class);
    }

    @Test
    void own_entry_in_its_place_is_answered_by_the_state_machine() {
        CompletableFuture<String> future = proposals.register(1);
        proposals.placed(1, new EntryId(3, 20));
        proposals.settle(entry(3, 20));
        assertThat(future).isNotDone();
        proposals.complete(1, "x");
        assertThat(future).isCompletedWithValue("x");
    }

    @Test
    void nobody_knows_the_outcome_when_patience_ends() {
        CompletableFuture<String> future = proposals.register(1);
        proposals.startPatience(1, 100, 1);
        proposals.expire(100 + PATIENCE - 1);
        assertThat(future).isNotDone();
        proposals.expire(100 + PATIENCE);
        assertFailed(future, OutcomeUnknown.class);
    }

    @Test
    void patience_of_an_answered_proposal_does_not_end_its_successor_of_the_same_name() {
        assertThat(proposals.register(1)).isNotDone();
        proposals.startPatience(1, 100, 1);
        proposals.complete(1, "x");
        CompletableFuture<String> successor = proposals.register(1);
        proposals.startPatience(1, 105, 1);
        proposals.expire(100 + PATIENCE);
        assertThat(successor).isNotDone();
        proposals.expire(105 + PATIENCE);
        assertFailed(successor, OutcomeUnknown.class);
    }

    @Test
    void proposal_given_up_by_its_proposer_makes_room_when_its_patience_ends() {
        for (long id = 1; id <= CAPACITY; id++) {
            CompletableFuture<String> future = proposals.register(id);
            proposals.startPatience(id, 100, 1);
            assertThat(future.cancel(false)).isTrue();
        }
        proposals.expire(100 + PATIENCE);
        assertThat(proposals.register(9)).isNotDone();
        assertThat(proposals.register(1)).isNotDone();
    }

    @Test
    void snapshot_that_jumps_over_a_place_leaves_the_answer_to_patience() {
        CompletableFuture<String> covered = proposals.register(1);
        CompletableFuture<String> behind = proposals.register(2);
        proposals.placed(1, new EntryId(3, 20));
        proposals.placed(2, new EntryId(3, 21));
        proposals.skipThrough(20);
        proposals.settle(entry(4, 20));
        assertThat(covered).isNotDone();
        proposals.settle(entry(4, 21));
        assertFailed(behind, NotLeader.class);
        assertThat(covered).isNotDone();
    }

    @Test
    void end_of_the_member_fails_everything_that_waits() {
        List<CompletableFuture<String>> futures = new ArrayList<>();
        for (long id = 1; id <= CAPACITY; id++) {
            futures.add(proposals.register(id));
        }
        proposals.failAll(new OutcomeUnknown("stopped"));
        assertThat(futures).allSatisfy(future -> assertFailed(future, OutcomeUnknown.class));
        assertThat(proposals.register(1)).isNotDone();
    }

    @Test
    void patience_starts_only_for_what_still_waits() {
        proposals.startPatience(7, 100, 1);
        CompletableFuture<String> future = proposals.register(7);
        proposals.expire(100 + PATIENCE);
        assertThat(future).isNotDone();
    }

    static void assertFailed(CompletableFuture<?> future, Class<? extends Exception> reason) {
        assertThat(future).isCompletedExceptionally();
        assertThatThrownBy(future::join).hasCauseInstanceOf(reason);
    }

    private static Entry entry(long term, long index) {
        return new Entry(EntryType.NORMAL, term, index, Payload.EMPTY);
    }

    @Test
    void what_an_earlier_leader_was_asked_for_has_little_time_once_the_next_one_s_entries_are_applied() {
        CompletableFuture<String> lost = proposals.register(1);
        CompletableFuture<String> passedOn = proposals.register(2);
        proposals.startPatience(1, 0, 4);
        proposals.startPatience(2, 0, 4);
        proposals.applied(4, 1, 3);
        proposals.expire(5);
        assertThat(lost).as("its own term is no other").isNotDone();
        proposals.applied(5, 5, 3);
        proposals.expire(7);
        assertThat(lost).isNotDone();
        proposals.complete(2, "late, and there");
        proposals.expire(8);
        assertThatThrownBy(lost::join).hasCauseInstanceOf(LeaderLost.class);
        assertThat(passedOn).isCompletedWithValue("late, and there");
    }

    @Test
    void patience_that_is_nearly_over_is_not_prolonged_by_a_new_leader() {
        CompletableFuture<String> old = proposals.register(1);
        CompletableFuture<String> fresh = proposals.register(2);
        proposals.startPatience(1, 0, 4);
        proposals.startPatience(2, 8, 5);
        proposals.applied(5, 8, 3);
        proposals.expire(PATIENCE);
        assertThatThrownBy(old::join).hasCauseInstanceOf(OutcomeUnknown.class);
        proposals.expire(PATIENCE + 7);
        assertThat(fresh).as("of the new term").isNotDone();
    }

    @Test
    void what_was_placed_behind_an_entry_of_a_later_term_may_be_tried_again_at_once() {
        CompletableFuture<String> behind = proposals.register(1);
        CompletableFuture<String> ofThatTerm = proposals.register(2);
        proposals.placed(1, new EntryId(4, 12));
        proposals.placed(2, new EntryId(5, 13));
        proposals.settle(new Entry(EntryType.NORMAL, 5, 10, Payload.EMPTY));
        assertThatThrownBy(behind::join).hasCauseInstanceOf(NotLeader.class);
        assertThat(ofThatTerm).isNotDone();
    }
}
