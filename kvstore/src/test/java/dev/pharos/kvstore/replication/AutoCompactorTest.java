package dev.pharos.kvstore.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.replication.AutoCompactor.ByPeriod;
import dev.pharos.kvstore.replication.AutoCompactor.ByRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time is a number here: a compactor is asked as often as it wants to be. */
class AutoCompactorTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Test
    void by_revision_it_is_asked_every_five_minutes_and_keeps_so_many() {
        ByRevision compactor = new ByRevision(100);

        assertThat(compactor.intervalMillis()).isEqualTo(5 * MINUTE);
        assertThat(compactor.due(0, 100)).isEmpty();
        assertThat(compactor.due(0, 150)).hasValue(50);
    }

    @Test
    void by_revision_nothing_is_done_twice_and_a_failure_is_tried_again() {
        ByRevision compactor = new ByRevision(100);

        assertThat(compactor.due(0, 150)).hasValue(50);
        assertThat(compactor.due(0, 150)).hasValue(50);
        compactor.compacted(50);
        assertThat(compactor.due(0, 150)).isEmpty();
        assertThat(compactor.due(0, 151)).hasValue(51);
    }

    @Test
    void a_period_is_looked_at_ten_times_and_a_long_one_every_six_minutes() {
        assertThat(new ByPeriod(10 * MINUTE).intervalMillis()).isEqualTo(MINUTE);
        assertThat(new ByPeriod(HOUR).intervalMillis()).isEqualTo(6 * MINUTE);
        assertThat(new ByPeriod(24 * HOUR).intervalMillis()).isEqualTo(6 * MINUTE);
        assertThat(new ByPeriod(5).intervalMillis()).isEqualTo(1);
    }

    @Test
    void the_revision_of_one_period_ago_is_what_is_compacted_to_once_a_period() {
        assertThat(run(new ByPeriod(10 * MINUTE), 35)).containsExactly("11: 1", "21: 11", "31: 21");
    }

    @Test
    void of_a_long_period_the_compactions_come_every_hour() {
        List<String> done = run(new ByPeriod(2 * HOUR), 50);

        assertThat(done).startsWith("21: 1", "31: 11", "41: 21");
    }

    @Test
    void an_unchanged_revision_is_not_compacted_again() {
        ByPeriod compactor = new ByPeriod(10 * MINUTE);
        List<Long> done = new ArrayList<>();
        for (int look = 1; look <= 60; look++) {
            compactor.due(look * MINUTE, 5).ifPresent(revision -> {
                done.add(revision);
                compactor.compacted(revision);
            });
        }

        assertThat(done).containsExactly(5L);
    }

    @Test
    void a_compaction_that_failed_is_tried_again_at_the_next_look() {
        ByPeriod compactor = new ByPeriod(10 * MINUTE);
        for (int look = 1; look <= 10; look++) {
            assertThat(compactor.due(look * MINUTE, look)).isEmpty();
        }

        assertThat(compactor.due(11 * MINUTE, 11)).hasValue(1);
        assertThat(compactor.due(12 * MINUTE, 12)).hasValue(2);
        compactor.compacted(2);
        assertThat(compactor.due(13 * MINUTE, 13)).isEmpty();
    }

    @Test
    void who_followed_for_a_period_compacts_as_soon_as_he_leads() {
        ByPeriod compactor = new ByPeriod(10 * MINUTE);
        for (int look = 1; look <= 20; look++) {
            compactor.pass(look * MINUTE, look);
        }

        assertThat(compactor.due(21 * MINUTE, 21)).hasValue(11);
    }

    @Test
    void a_clock_far_off_does_not_matter() {
        ByPeriod compactor = new ByPeriod(10 * MINUTE);
        long start = -100 * HOUR;
        assertThat(compactor.due(start, 1)).isEmpty();

        assertThat(compactor.due(start + 10 * MINUTE, 2)).hasValue(1);
    }

    /** The revision is the number of the look; what comes due is carried out. */
    private static List<String> run(ByPeriod compactor, int looks) {
        List<String> done = new ArrayList<>();
        for (int look = 1; look <= looks; look++) {
            int number = look;
            compactor.due(look * compactor.intervalMillis(), look).ifPresent(revision -> {
                done.add(number + ": " + revision);
                compactor.compacted(revision);
            });
        }
        return done;
    }
}
