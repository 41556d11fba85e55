package dev.pharos.kvstore.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.alarm.Alarm.Kind;
import dev.pharos.kvstore.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlarmBookTest {
    private static final Alarm FULL = new Alarm(1, Kind.NOSPACE);

    private final List<String> rows = new ArrayList<>();
    private final AlarmBook book = new AlarmBook(Set.of(), new AlarmRows() {
        @Override
        public void raised(Alarm alarm) {
            rows.add("raised " + alarm.kind());
        }

        @Override
        public void cleared(Alarm alarm) {
            rows.add("cleared " + alarm.kind());
        }
    });

    @Test
    void an_alarm_that_stands_is_not_raised_or_stored_again() {
        book.raise(FULL);
        book.raise(FULL);

        assertThat(book.standing()).containsExactly(FULL);
        assertThat(rows).containsExactly("raised NOSPACE");
    }

    @Test
    void clearing_says_whether_there_was_something_to_clear() {
        book.raise(FULL);

        assertThat(book.clear(new Alarm(2, Kind.NOSPACE))).isFalse();
        assertThat(book.clear(FULL)).isTrue();
        assertThat(book.clear(FULL)).isFalse();
        assertThat(rows).containsExactly("raised NOSPACE", "cleared NOSPACE");
    }

    @Test
    void one_member_is_enough_for_a_kind_to_stand() {
        book.raise(FULL);
        book.raise(new Alarm(2, Kind.NOSPACE));
        book.clear(FULL);

        assertThat(book.stands(Kind.NOSPACE)).isTrue();
        assertThat(book.stands(Kind.CORRUPT)).isFalse();
    }

    @Test
    void no_more_alarms_stand_than_anybody_can_mean() {
        for (int member = 0; member < 1_000; member++) {
            book.raise(new Alarm(member, Kind.CORRUPT));
        }
        book.raise(new Alarm(0, Kind.CORRUPT));
        assertThatThrownBy(() -> book.raise(FULL)).isInstanceOf(Refusal.class);
        assertThat(book.standing()).hasSize(1_000);

        book.clear(new Alarm(5, Kind.CORRUPT));
        book.raise(FULL);
        assertThat(book.stands(Kind.NOSPACE)).isTrue();
    }
}
