package dev.pharos.raft.log;

import static dev.pharos.raft.log.Logs.bytes;
import static dev.pharos.raft.log.Logs.entries;
import static dev.pharos.raft.log.Logs.entry;
import static dev.pharos.raft.log.Logs.journal;
import static dev.pharos.raft.log.Logs.snapshot;
import static dev.pharos.raft.log.Logs.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What leaves the journal: to the state machine, and for good. */
class JournalFlowTest {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    @Test
    void only_what_is_committed_and_on_the_own_disk_is_applied() {
        Journal journal = journal(1, 1);
        journal.append(entry(1, 3));
        long write = journal.ledger().handOut(HardState.INITIAL, 3);
        journal.commitTo(3);
        assertThat(journal.takeCommitted(NO_LIMIT)).isEqualTo(entries(1, 1, 1));
        assertThat(journal.takeCommitted(NO_LIMIT)).isEmpty();
        journal.ledger().completed(write);
        assertThat(journal.takeCommitted(NO_LIMIT)).isEqualTo(entries(3, 1));
    }

    @Test
    void bytes_under_way_to_the_state_machine_are_bounded() {
        Journal journal = journal(1, 1, 1, 1);
        journal.commitTo(4);
        long each = entry(1, 1).sizeBytes();
        assertThat(journal.takeCommitted(2 * each)).hasSize(2);
        assertThat(journal.takeCommitted(2 * each)).isEmpty();
        journal.appliedTo(1);
        assertThat(journal.takeCommitted(2 * each)).isEqualTo(entries(3, 1));
        journal.appliedTo(3);
        assertThat(journal.takeCommitted(2 * each)).isEqualTo(entries(4, 1));
        assertThat(journal.applied()).isEqualTo(3);
    }

    @Test
    void entry_larger_than_the_bound_goes_alone() {
        Journal journal = journal(1, 1);
        journal.commitTo(2);
        assertThat(journal.takeCommitted(1)).hasSize(1);
        assertThat(journal.takeCommitted(1)).isEmpty();
        journal.appliedTo(1);
        assertThat(journal.takeCommitted(1)).hasSize(1);
    }

    @Test
    void restart_goes_on_behind_what_the_state_machine_has() {
        Journal journal = new Journal(snapshot(1, 2), entries(3, 1, 1), new HardState(1, 0, 4), 3);
        assertThat(journal.takeCommitted(NO_LIMIT)).isEqualTo(entries(4, 1));
    }

    @Test
    void compaction_keeps_as_many_entries_as_it_is_asked_to() {
        Journal journal = applied(5, 4);
        journal.compact(snapshot(1, 4), 2, NO_LIMIT);
        assertThat(journal.base()).isEqualTo(new EntryId(1, 2));
        assertThat(terms(journal)).containsExactly(1L, 1L, 1L);
        assertThat(journal.snapshot().at()).isEqualTo(new EntryId(1, 4));
        journal.compact(snapshot(1, 4), 4, NO_LIMIT);
        assertThat(journal.base()).isEqualTo(new EntryId(1, 4));
    }

    @Test
    void compaction_keeps_no_more_bytes_than_it_is_asked_to() {
        long each = entry(1, 1).sizeBytes();
        Journal journal = applied(5, 5);
        journal.compact(snapshot(1, 5), 1, 2 * each);
        assertThat(journal.base().index()).isEqualTo(3);
        Journal other = applied(5, 5);
        other.compact(snapshot(1, 5), 1, 2 * each - 1);
        assertThat(other.base().index()).isEqualTo(4);
    }

    @Test
    void compaction_waits_for_the_state_machine() {
        Journal journal = applied(3, 1);
        journal.compact(snapshot(1, 3), 3, 0);
        assertThat(journal.base().index()).isEqualTo(1);
    }

    @Test
    void older_snapshot_does_not_take_the_place_of_a_newer_one() {
        Journal journal = applied(3, 3);
        journal.compact(snapshot(1, 3), -6, NO_LIMIT);
        journal.compact(snapshot(1, 2), -7, NO_LIMIT);
        assertThat(journal.snapshot().at().index()).isEqualTo(3);
        assertThat(journal.base().index()).isZero();
    }

    @Test
    void own_snapshot_that_is_older_than_an_installed_one_changes_nothing() {
        Journal journal = applied(3, 3);
        journal.install(snapshot(2, 10));
        journal.compact(snapshot(1, 3), 3, 0);
        assertThat(journal.base()).isEqualTo(new EntryId(2, 10));
        assertThat(journal.snapshot().at()).isEqualTo(new EntryId(2, 10));
    }

    @Test
    void last_position_is_known_when_every_entry_is_gone() {
        Journal journal = journal(1, 2);
        journal.commitTo(2);
        assertThat(journal.takeCommitted(NO_LIMIT)).hasSize(2);
        journal.appliedTo(2);
        journal.compact(snapshot(2, 2), 2, 0);
        assertThat(journal.last()).isEqualTo(new EntryId(2, 2));
        journal.append(entry(3, 3));
        assertThat(journal.from(3, NO_LIMIT)).isEqualTo(entries(3, 3));
    }

    @Test
    void snapshot_goes_to_the_disk_then_to_the_state_machine_then_entries_follow() {
        Journal journal = journal(1, 1);
        Snapshot snapshot = snapshot(2, 10);
        journal.install(snapshot);
        assertThat(journal.last()).isEqualTo(new EntryId(2, 10));
        assertThat(journal.committed()).isEqualTo(10);
        assertThat(journal.applied()).isZero();
        assertThat(journal.takeRestore()).isEmpty();
        assertThat(journal.takeInstall()).contains(snapshot);
        assertThat(journal.takeInstall()).isEmpty();
        journal.replaceAfter(new EntryId(2, 10), entries(11, 2));
        long write = journal.ledger().handOut(HardState.INITIAL, 11);
        journal.commitTo(11);
        assertThat(journal.takeRestore()).isEmpty();
        journal.ledger().completed(write);
        assertThat(journal.takeCommitted(NO_LIMIT)).isEmpty();
        assertThat(journal.takeRestore()).contains(snapshot);
        assertThat(journal.takeRestore()).isEmpty();
        assertThat(journal.takeCommitted(NO_LIMIT)).isEmpty();
        assertThat(journal.awaitsRestore()).isTrue();
        journal.restored(10);
        assertThat(journal.awaitsRestore()).isFalse();
        assertThat(journal.takeCommitted(NO_LIMIT)).isEqualTo(entries(11, 2));
    }

    @Test
    void snapshot_stored_in_the_journal_is_the_installed_one_without_its_data() {
        Journal journal = journal(1);
        journal.install(snapshot(2, 10));
        assertThat(journal.snapshot())
                .isEqualTo(new Snapshot(new EntryId(2, 10), snapshot(2, 10).membership(), Payload.EMPTY));
    }

    @Test
    void snapshot_that_takes_something_back_is_refused() {
        Journal journal = journal(1, 1);
        journal.commitTo(2);
        assertThatThrownBy(() -> journal.install(snapshot(1, 2))).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void newer_snapshot_replaces_one_that_never_reached_the_state_machine() {
        Journal journal = journal(1);
        journal.install(snapshot(2, 10));
        assertThat(journal.takeInstall()).isPresent();
        long first = journal.ledger().handOut(HardState.INITIAL, 10);
        journal.install(snapshot(2, 20));
        journal.ledger().completed(first);
        assertThat(journal.takeRestore()).isEmpty();
        assertThat(journal.takeInstall()).contains(snapshot(2, 20));
        journal.ledger().completed(journal.ledger().handOut(HardState.INITIAL, 20));
        assertThat(journal.takeRestore()).contains(snapshot(2, 20));
    }

    @Test
    void entries_confirmed_late_do_not_disturb_a_restore() {
        Journal journal = journal(1, 1, 1);
        journal.commitTo(3);
        assertThat(journal.takeCommitted(NO_LIMIT)).hasSize(3);
        journal.install(snapshot(2, 10));
        journal.appliedTo(3);
        assertThat(journal.applied()).isEqualTo(3);
        assertThat(journal.takeInstall()).isPresent();
        journal.ledger().completed(journal.ledger().handOut(HardState.INITIAL, 10));
        assertThat(journal.takeRestore()).isPresent();
        journal.restored(10);
        assertThat(journal.applied()).isEqualTo(10);
        journal.replaceAfter(new EntryId(2, 10), entries(11, 3));
        journal.commitTo(11);
        journal.ledger().completed(journal.ledger().handOut(HardState.INITIAL, 11));
        assertThat(journal.takeCommitted(bytes(List.of(entry(3, 11))))).hasSize(1);
    }

    /** A journal of {@code committed} entries of term 1, all of them committed, so many applied. */
    private static Journal applied(int committed, int applied) {
        Journal journal = journal(LongStream.generate(() -> 1).limit(committed).toArray());
        journal.commitTo(committed);
        assertThat(journal.takeCommitted(NO_LIMIT)).hasSize(committed);
        journal.appliedTo(applied);
        return journal;
    }
}
