package dev.pharos.raft.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pharos.raft.model.RaftOptions.Flow;
import dev.pharos.raft.model.RaftOptions.PreVote;
import dev.pharos.raft.model.RaftOptions.Reads;
import dev.pharos.raft.model.RaftOptions.Timing;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void log_is_up_to_date_by_its_last_term_first_and_its_length_second() {
        EntryId mine = new EntryId(2, 5);
        assertThat(mine.isAtLeastAsUpToDateAs(mine)).isTrue();
        assertThat(mine.isAtLeastAsUpToDateAs(new EntryId(2, 6))).isFalse();
        assertThat(mine.isAtLeastAsUpToDateAs(new EntryId(1, 9))).isTrue();
        assertThat(mine.isAtLeastAsUpToDateAs(new EntryId(3, 1))).isFalse();
    }

    @Test
    void only_term_and_vote_bind() {
        HardState state = new HardState(2, 1, 5);
        assertThat(new HardState(2, 1, 9).bindsMoreThan(state)).isFalse();
        assertThat(new HardState(3, 1, 5).bindsMoreThan(state)).isTrue();
        assertThat(new HardState(2, 3, 5).bindsMoreThan(state)).isTrue();
    }

    @Test
    void payload_is_equal_by_its_bytes_and_shows_what_is_printable() {
        Payload payload = Payload.wrap(new byte[] {'a', '"', 0, (byte) 0xff});
        assertThat(payload).hasToString("\"a\\x22\\x00\\xff\"");
        assertThat(Payload.utf8("a")).isEqualTo(Payload.wrap(new byte[] {'a'}));
        assertThat(Payload.utf8("")).isSameAs(Payload.EMPTY);
        assertThat(Payload.utf8("a")).isNotEqualTo(Payload.utf8("b"));
    }

    @Test
    void empty_entry_still_counts_for_something() {
        Entry empty = new Entry(EntryType.NORMAL, 1, 1, Payload.EMPTY);
        assertThat(empty.sizeBytes()).isPositive();
        assertThat(new Entry(EntryType.NORMAL, 1, 1, Payload.utf8("abc")).sizeBytes())
                .isEqualTo(empty.sizeBytes() + 3);
        assertThat(empty.changesMembership()).isFalse();
        assertThat(new Entry(EntryType.CHANGE_V2, 1, 1, Payload.EMPTY).changesMembership())
                .isTrue();
    }

    @Test
    void entry_type_of_an_unknown_number_is_refused() {
        assertThat(EntryType.numbered(1)).isEqualTo(EntryType.CHANGE);
        assertThatIllegalArgumentException().isThrownBy(() -> EntryType.numbered(3));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryType.numbered(-1));
    }

    @Test
    void options_that_cannot_work_are_refused() {
        RaftOptions defaults = RaftOptions.defaults();
        assertThatIllegalArgumentException().isThrownBy(() -> new Timing(10, 0, PreVote.ON));
        assertThatIllegalArgumentException().isThrownBy(() -> new Timing(3, 3, PreVote.ON));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flow(0, 1, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flow(2, 1, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flow(1, 0, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flow(1, 1, 1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flow(1, 1, 1, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flow(1, 1, 1, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reads(ReadMode.LEASE, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reads(ReadMode.LEASE, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.with(new Reads(ReadMode.LEASE, 10, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.with(new Timing(2, 1, PreVote.ON)));
    }
}
