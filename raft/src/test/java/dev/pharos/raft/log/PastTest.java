package dev.pharos.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntrySpan;
import org.junit.jupiter.api.Test;

/** From 10 in term 2 on: two more of that term, two of term 5, one of term 6. */
class PastTest {
    private final Past past = new Past(new EntryId(2, 10));

    PastTest() {
        long[] terms = {2, 2, 5, 5, 6};
        for (int i = 0; i < terms.length; i++) {
            past.add(new EntryId(terms[i], 11 + i));
        }
    }

    @Test
    void terms_are_known_from_the_first_position_to_the_base() {
        assertThat(past.base()).isEqualTo(new EntryId(6, 15));
        assertThat(past.termAt(9)).isEqualTo(Journal.UNKNOWN_TERM);
        assertThat(past.termAt(10)).isEqualTo(2);
        assertThat(past.termAt(12)).isEqualTo(2);
        assertThat(past.termAt(13)).isEqualTo(5);
        assertThat(past.termAt(15)).isEqualTo(6);
        assertThat(past.termAt(16)).isEqualTo(Journal.UNKNOWN_TERM);
    }

    @Test
    void a_span_ends_with_its_term() {
        assertThat(past.behind(new EntryId(2, 10))).isEqualTo(new EntrySpan(new EntryId(2, 10), 2, 12));
        assertThat(past.behind(new EntryId(2, 12))).isEqualTo(new EntrySpan(new EntryId(2, 12), 5, 14));
        assertThat(past.behind(new EntryId(5, 14))).isEqualTo(new EntrySpan(new EntryId(5, 14), 6, 15));
    }

    @Test
    void what_is_forgotten_leaves_the_rest_as_it_was() {
        past.startAt(13);
        assertThat(past.first()).isEqualTo(13);
        assertThat(past.termAt(12)).isEqualTo(Journal.UNKNOWN_TERM);
        assertThat(past.termAt(13)).isEqualTo(5);
        past.startAt(14);
        assertThat(past.termAt(14)).isEqualTo(5);
        past.startAt(11);
        assertThat(past.first()).as("it does not come back").isEqualTo(14);
    }

    @Test
    void the_base_is_never_forgotten() {
        past.startAt(Long.MAX_VALUE);
        assertThat(past.first()).isEqualTo(15);
        assertThat(past.base()).isEqualTo(new EntryId(6, 15));
        past.add(new EntryId(6, 16));
        assertThat(past.behind(new EntryId(6, 15))).isEqualTo(new EntrySpan(new EntryId(6, 15), 6, 16));
    }

    @Test
    void a_snapshot_from_elsewhere_begins_anew() {
        past.restartAt(new EntryId(7, 40));
        assertThat(past.first()).isEqualTo(40);
        assertThat(past.termAt(15)).isEqualTo(Journal.UNKNOWN_TERM);
        assertThat(past.base()).isEqualTo(new EntryId(7, 40));
    }

    @Test
    void positions_follow_each_other() {
        assertThatThrownBy(() -> past.add(new EntryId(6, 17))).isInstanceOf(InvariantViolation.class);
    }
}
