package dev.pharos.raft.core;

import static dev.pharos.raft.core.Bench.Start.EMPTY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.core.Ready.Recall;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntrySpan;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A leader of three in term 1, whose entries up to 4 are on disk alone; member 3 has the first one. */
class RecallTest {
    private static final EntryId ONE = new EntryId(1, 1);
    private static final Recall WANTED = new Recall(3, 1, new EntrySpan(ONE, 1, 4));
    private static final Entry TWO = Said.entry(1, 2, "b");
    private static final Entry THREE = Said.entry(1, 3, "c");

    private final Bench bench = EMPTY.leader();

    RecallTest() {
        List.of("b", "c", "d").forEach(bench::propose);
        bench.drain();
        bench.core().step(Said.accepted(2, 1, 4));
        bench.drain();
        Snapshot taken = Bench.snapshot(1, 4);
        bench.core().snapshotTaken(taken, 0, Long.MAX_VALUE);
        bench.core().unreachable(3);
    }

    @Test
    void entries_that_were_dropped_from_memory_are_recalled_once() {
        assertThat(bench.ready()).isEqualTo(Wanted.recall(WANTED));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        assertThat(bench.ready()).as("a heartbeat calls forth no second one").isEqualTo(Wanted.NOTHING);
    }

    @Test
    void what_was_recalled_is_sent_and_the_rest_waits_for_the_answer_to_the_probe() {
        bench.drain();
        bench.core().recalled(WANTED, List.of(TWO, THREE));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.append(3, 1, ONE, 4, TWO, THREE)));
        bench.core().step(Said.accepted(3, 1, 3));
        assertThat(bench.ready()).isEqualTo(Wanted.recall(new Recall(3, 1, new EntrySpan(new EntryId(1, 3), 1, 4))));
    }

    @Test
    void what_the_member_does_not_want_any_more_is_dropped() {
        bench.drain();
        bench.core().step(Said.accepted(3, 1, 2));
        bench.core().recalled(WANTED, List.of(TWO, THREE));
        assertThat(bench.ready()).isEqualTo(Wanted.recall(new Recall(3, 1, new EntrySpan(new EntryId(1, 2), 1, 4))));
    }

    @Test
    void what_an_earlier_term_asked_for_is_dropped() {
        bench.drain();
        bench.core().recalled(new Recall(3, 0, WANTED.span()), List.of(TWO, THREE));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().recalled(new Recall(9, 1, WANTED.span()), List.of(TWO, THREE));
        assertThat(bench.ready()).as("for a member that left").isEqualTo(Wanted.NOTHING);
    }

    @Test
    void a_member_whose_entries_are_gone_gets_the_snapshot() {
        bench.drain();
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        bench.core().recalled(WANTED, List.of());
        assertThat(bench.ready().sendNow())
                .containsExactly(new InstallSnapshot(
                        Wanted.to(3, 1), bench.core().journal().snapshot()));
    }

    @Test
    void a_disk_that_forgot_the_entries_is_not_asked_for_them() {
        bench.core().diskStartsAt(3);
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        assertThat(bench.ready().recalls()).isEmpty();
    }

    @Test
    void the_log_is_needed_from_the_entry_that_the_last_of_those_wants_who_were_heard_lately() {
        assertThat(bench.core().neededFrom()).hasValue(2);
        bench.core().step(Said.accepted(3, 1, 3));
        assertThat(bench.core().neededFrom()).hasValue(4);
        silenceOfThree(300);
        assertThat(bench.core().neededFrom()).as("it may only be restarting").hasValue(4);
        silenceOfThree(10);
        assertThat(bench.core().neededFrom()).as("it is gone for longer").hasValue(5);
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        assertThat(bench.core().neededFrom()).as("it is back").hasValue(4);
        assertThat(EMPTY.followerOfTwo().core().neededFrom()).isEmpty();
    }

    private void silenceOfThree(int electionTimeouts) {
        for (int i = 0; i < electionTimeouts; i++) {
            bench.core().step(Said.heartbeatAnswer(2, 1, 0));
            bench.tick(Bench.ELECTION_TICKS);
        }
    }
}
