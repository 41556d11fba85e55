package dev.pharos.raft.node;

import static dev.pharos.raft.node.PendingProposalsTest.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.node.NodeOptions.SnapshotPolicy;
import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.raft.outcome.Overloaded;
import dev.pharos.raft.outcome.Stopped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Reads of member 1, which follows member 2 and asks it. */
class PendingReadsTest {
    private static final int CAPACITY = 3;
    private static final int PATIENCE = 20;
    private static final int RETRY = 5;
    private static final long NONCE = 77;

    private final RaftCore core = follower();
    private final PendingReads reads = new PendingReads(
            NONCE, new NodeOptions(CAPACITY, 100, 1_000, PATIENCE, new SnapshotPolicy(1, 1, 0)), RETRY);

    @Test
    void reads_of_one_turn_share_one_question() {
        CompletableFuture<Long> first = add(0);
        CompletableFuture<Long> second = add(0);
        reads.grant(asked(0), 7);
        reads.applied(6);
        assertThat(first).isNotDone();
        reads.applied(7);
        assertThat(first).isCompletedWithValue(7L);
        assertThat(second).isCompletedWithValue(7L);
    }

    @Test
    void read_that_comes_while_a_question_is_open_waits_for_the_next() {
        CompletableFuture<Long> first = add(0);
        Payload question = asked(0);
        CompletableFuture<Long> second = add(1);
        assertNothingAsked(1);
        reads.grant(question, 7);
        Payload next = asked(1);
        assertThat(next).isNotEqualTo(question);
        reads.grant(next, 9);
        reads.applied(8);
        assertThat(first).isCompletedWithValue(7L);
        assertThat(second).isNotDone();
        reads.applied(9);
        assertThat(second).isCompletedWithValue(9L);
    }

    @Test
    void unanswered_question_is_repeated_and_any_answer_to_it_is_good() {
        CompletableFuture<Long> future = add(0);
        Payload question = asked(0);
        reads.tick(RETRY - 1);
        assertNothingAsked(RETRY - 1);
        reads.tick(RETRY);
        assertThat(asked(RETRY)).isEqualTo(question);
        reads.grant(question, 3);
        reads.applied(3);
        assertThat(future).isCompletedWithValue(3L);
    }

    @Test
    void second_answer_to_a_question_answers_no_later_read() {
        CompletableFuture<Long> first = add(0);
        Payload question = asked(0);
        reads.grant(question, 3);
        CompletableFuture<Long> second = add(1);
        assertThat(asked(1)).isNotEqualTo(question);
        reads.grant(question, 5);
        reads.applied(100);
        assertThat(first).isCompletedWithValue(3L);
        assertThat(second).isNotDone();
    }

    @Test
    void question_is_repeated_when_the_leader_changes() {
        assertThat(add(0)).isNotDone();
        Payload question = asked(0);
        reads.leaderChanged();
        assertThat(asked(1)).isEqualTo(question);
    }

    @Test
    void two_runs_of_a_member_never_use_the_same_context() {
        PendingReads restarted = new PendingReads(
                NONCE + 1, new NodeOptions(CAPACITY, 100, 1_000, PATIENCE, new SnapshotPolicy(1, 1, 0)), RETRY);
        assertThat(add(0)).isNotDone();
        Payload before = asked(0);
        restarted.add(new CompletableFuture<>(), 0);
        restarted.ask(core, 0);
        assertThat(question(core)).isNotEqualTo(before);
    }

    @Test
    void nothing_is_asked_for_nobody_or_without_a_leader() {
        assertNothingAsked(0);
        RaftCore lonely = core();
        CompletableFuture<Long> future = add(0);
        reads.ask(lonely, 0);
        assertThat(lonely.ready().isEmpty()).isTrue();
        assertThat(future).isNotDone();
        assertThat(asked(1)).isNotNull();
    }

    @Test
    void read_that_nobody_confirms_ends_with_its_patience() {
        CompletableFuture<Long> future = add(0);
        for (int tick = 0; tick < PATIENCE; tick++) {
            reads.ask(core, tick);
            reads.tick(tick);
        }
        assertThat(future).isNotDone();
        for (int tick = PATIENCE; tick <= PATIENCE + RETRY; tick++) {
            reads.tick(tick);
        }
        assertFailed(future, NotLeader.class);
    }

    @Test
    void granted_read_ends_with_its_patience() {
        CompletableFuture<Long> future = add(0);
        reads.grant(asked(0), 1_000);
        for (int tick = 0; tick <= PATIENCE + RETRY; tick++) {
            reads.tick(tick);
        }
        assertThat(future).isCompletedExceptionally();
    }

    @Test
    void too_many_reads_are_refused() {
        for (int i = 0; i < CAPACITY; i++) {
            assertThat(add(0)).isNotDone();
        }
        assertFailed(add(0), Overloaded.class);
        assertThat(asked(0)).isNotNull();
        assertFailed(add(0), Overloaded.class);
    }

    @Test
    void granted_reads_count_for_the_capacity() {
        for (int i = 0; i < CAPACITY; i++) {
            assertThat(add(0)).isNotDone();
        }
        reads.grant(asked(0), 1_000);
        assertFailed(add(0), Overloaded.class);
        reads.applied(1_000);
        assertThat(add(0)).isNotDone();
    }

    @Test
    void grants_are_released_in_the_order_of_their_indexes() {
        CompletableFuture<Long> first = add(0);
        reads.grant(asked(0), 9);
        CompletableFuture<Long> second = add(0);
        reads.grant(asked(0), 5);
        reads.applied(5);
        assertThat(first).isNotDone();
        assertThat(second).isCompletedWithValue(5L);
    }

    @Test
    void end_of_the_member_fails_reads_wherever_they_wait() {
        CompletableFuture<Long> granted = add(0);
        reads.grant(asked(0), 9);
        CompletableFuture<Long> open = add(0);
        assertThat(asked(0)).isNotNull();
        CompletableFuture<Long> waiting = add(0);
        reads.failAll(new Stopped("stopped"));
        assertThat(List.of(granted, open, waiting)).allSatisfy(future -> assertFailed(future, Stopped.class));
    }

    private CompletableFuture<Long> add(long tick) {
        CompletableFuture<Long> future = new CompletableFuture<>();
        reads.add(future, tick);
        return future;
    }

    /** The context of the question that is asked now. */
    private Payload asked(long tick) {
        reads.ask(core, tick);
        return question(core);
    }

    private void assertNothingAsked(long tick) {
        reads.ask(core, tick);
        assertThat(core.ready().sendNow()).isEmpty();
    }

    private static Payload question(RaftCore core) {
        List<Message> sent = core.ready().sendNow();
        assertThat(sent).hasSize(1).first().isInstanceOf(Message.ReadIndexRequest.class);
        return ((Message.ReadIndexRequest) sent.get(0)).context();
    }

    private static RaftCore follower() {
        RaftCore core = core();
        core.step(new Message.Heartbeat(new Envelope(2, 1, 1), 0, Payload.EMPTY));
        core.ready().write().ifPresent(write -> core.persisted(write.number()));
        return core;
    }

    private static RaftCore core() {
        return new RaftCore(new RaftCore.Start(
                1,
                RaftOptions.defaults(),
                HardState.INITIAL,
                new Journal(Snapshot.NONE, List.of(), HardState.INITIAL, 0),
                Membership.ofVoters(1, 2, 3),
                () -> 0));
    }
}
