package dev.pharos.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import org.junit.jupiter.api.Test;

class ApplyCursorTest {
    private final ApplyCursor cursor = new ApplyCursor(3);

    @Test
    void bytes_are_under_way_from_handing_out_to_confirmation() {
        cursor.handOut(5, 50);
        cursor.handOut(6, 10);
        assertThat(cursor.bytesUnderWay()).isEqualTo(60);
        assertThat(cursor.handedOut()).isEqualTo(6);
        assertThat(cursor.applied()).isEqualTo(3);
        cursor.applied(5, 50);
        assertThat(cursor.bytesUnderWay()).isEqualTo(10);
        assertThat(cursor.applied()).isEqualTo(5);
    }

    @Test
    void nothing_is_handed_out_twice() {
        cursor.handOut(5, 50);
        assertThatThrownBy(() -> cursor.handOut(4, 1)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void only_what_was_handed_out_is_confirmed() {
        cursor.handOut(5, 50);
        assertThatThrownBy(() -> cursor.applied(6, 1)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void applied_index_does_not_go_back() {
        cursor.handOut(5, 50);
        cursor.applied(5, 50);
        assertThatThrownBy(() -> cursor.applied(4, 0)).isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> cursor.restored(4)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void restored_snapshot_stands_for_everything_under_way() {
        cursor.handOut(5, 50);
        cursor.handOut(20, 0);
        cursor.restored(20);
        assertThat(cursor.applied()).isEqualTo(20);
        assertThat(cursor.bytesUnderWay()).isZero();
    }
}
