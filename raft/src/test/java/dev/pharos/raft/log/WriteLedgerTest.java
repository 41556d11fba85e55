package dev.pharos.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.HardState;
import org.junit.jupiter.api.Test;

class WriteLedgerTest {
    private static final HardState FIRST = new HardState(1, 1, 0);
    private static final HardState SECOND = new HardState(2, 1, 3);

    private final WriteLedger ledger = new WriteLedger(HardState.INITIAL, 2);

    @Test
    void what_was_recovered_is_on_disk() {
        assertThat(ledger.isClean()).isTrue();
        assertThat(ledger.persistedIndex()).isEqualTo(2);
        assertThat(ledger.handedOutIndex()).isEqualTo(2);
        assertThat(ledger.persistedState()).isEqualTo(HardState.INITIAL);
    }

    @Test
    void writes_are_numbered_from_one_and_vouch_when_they_complete() {
        assertThat(ledger.handOut(FIRST, 4)).isEqualTo(1);
        assertThat(ledger.handOut(SECOND, 6)).isEqualTo(2);
        assertThat(ledger.handedOutIndex()).isEqualTo(6);
        assertThat(ledger.handedOutState()).isEqualTo(SECOND);
        assertThat(ledger.persistedIndex()).isEqualTo(2);
        ledger.completed(1);
        assertThat(ledger.persistedIndex()).isEqualTo(4);
        assertThat(ledger.persistedState()).isEqualTo(FIRST);
        assertThat(ledger.isClean()).isFalse();
        ledger.completed(2);
        assertThat(ledger.persistedIndex()).isEqualTo(6);
        assertThat(ledger.persistedState()).isEqualTo(SECOND);
        assertThat(ledger.isClean()).isTrue();
    }

    @Test
    void writes_complete_in_order_and_once() {
        ledger.handOut(FIRST, 3);
        ledger.handOut(FIRST, 4);
        assertThatThrownBy(() -> new WriteLedger(FIRST, 0).completed(1)).isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> ledger.completed(2)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void completion_nobody_waits_for_is_a_bug() {
        ledger.handOut(FIRST, 3);
        ledger.completed(1);
        assertThatThrownBy(() -> ledger.completed(1)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void late_completion_after_a_cut_vouches_for_nothing_behind_it() {
        ledger.handOut(FIRST, 5);
        ledger.cutFrom(4);
        assertThat(ledger.handedOutIndex()).isEqualTo(3);
        ledger.handOut(SECOND, 5);
        ledger.completed(1);
        assertThat(ledger.persistedIndex()).isEqualTo(3);
        assertThat(ledger.persistedState()).isEqualTo(FIRST);
        ledger.completed(2);
        assertThat(ledger.persistedIndex()).isEqualTo(5);
    }

    @Test
    void cut_takes_back_what_was_on_disk_already() {
        ledger.cutFrom(2);
        assertThat(ledger.persistedIndex()).isEqualTo(1);
        assertThat(ledger.handedOutIndex()).isEqualTo(1);
    }

    @Test
    void second_cut_does_not_give_back_what_the_first_one_took() {
        ledger.handOut(FIRST, 9);
        ledger.cutFrom(4);
        ledger.cutFrom(7);
        ledger.completed(1);
        assertThat(ledger.persistedIndex()).isEqualTo(3);
    }

    @Test
    void nothing_of_the_old_log_counts_after_a_snapshot_replaced_it() {
        ledger.handOut(FIRST, 9);
        ledger.restartAt(20);
        assertThat(ledger.handedOutIndex()).isEqualTo(20);
        ledger.completed(1);
        assertThat(ledger.persistedIndex()).isZero();
        ledger.handOut(SECOND, 20);
        ledger.completed(2);
        assertThat(ledger.persistedIndex()).isEqualTo(20);
    }
}
