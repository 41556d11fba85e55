package dev.pharos.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryWindowTest {
    @Test
    void empty_window_ends_at_its_base() {
        EntryWindow window = new EntryWindow(7);
        assertThat(window.base()).isEqualTo(7);
        assertThat(window.last()).isEqualTo(7);
        assertThat(window.slice(8, 7, 100)).isEmpty();
    }

    @Test
    void what_is_not_held_cannot_be_read() {
        EntryWindow window = new EntryWindow(7);
        window.append(Logs.entry(1, 8));
        assertThat(window.get(8)).isEqualTo(Logs.entry(1, 8));
        assertThatThrownBy(() -> window.get(7)).isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> window.get(9)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void entry_that_leaves_a_gap_or_overlaps_is_refused() {
        EntryWindow window = new EntryWindow(7);
        assertThatThrownBy(() -> window.append(Logs.entry(1, 7))).isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> window.append(Logs.entry(1, 9))).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void cuts_stay_within_what_is_held() {
        EntryWindow window = new EntryWindow(7);
        window.append(Logs.entry(1, 8));
        assertThatThrownBy(() -> window.cutFrom(7)).isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> window.dropThrough(9)).isInstanceOf(InvariantViolation.class);
        window.cutFrom(9);
        window.dropThrough(7);
        assertThat(window.last()).isEqualTo(8);
    }

    @Test
    void slice_holds_at_least_one_entry_and_ends_before_it_grows_too_large() {
        EntryWindow window = new EntryWindow(0);
        Logs.entries(1, 1, 1, 1, 1).forEach(window::append);
        long each = Logs.entry(1, 1).sizeBytes();
        assertThat(window.slice(1, 4, 1)).hasSize(1);
        assertThat(window.slice(1, 4, 2 * each - 1)).hasSize(1);
        assertThat(window.slice(1, 4, 2 * each)).hasSize(2);
        assertThat(window.slice(2, 3, Long.MAX_VALUE)).isEqualTo(Logs.entries(2, 1, 1));
    }

    @Test
    void random_operations_agree_with_a_plain_list() {
        Random random = new Random(4);
        for (int run = 0; run < 60; run++) {
            long base = random.nextInt(3);
            EntryWindow window = new EntryWindow(base);
            List<Entry> naive = new ArrayList<>();
            for (int step = 0; step < 500; step++) {
                base = takeStep(window, naive, base, random);
                assertSame(window, naive, base);
            }
        }
    }

    /** Does the same to both, and answers the base afterwards. */
    private static long takeStep(EntryWindow window, List<Entry> naive, long base, Random random) {
        int choice = random.nextInt(100);
        int size = naive.size();
        if (choice < 70) {
            int count = random.nextInt(8);
            for (int i = 0; i < count; i++) {
                Entry entry = Logs.entry(1 + random.nextInt(9), base + naive.size() + 1);
                window.append(entry);
                naive.add(entry);
            }
            return base;
        }
        if (choice < 83) {
            int kept = size - random.nextInt(Math.min(size, 10) + 1);
            window.cutFrom(base + kept + 1);
            naive.subList(kept, size).clear();
            return base;
        }
        if (choice < 99) {
            int dropped = random.nextInt(Math.min(size, 20) + 1);
            window.dropThrough(base + dropped);
            naive.subList(0, dropped).clear();
            return base + dropped;
        }
        window.reset(base + 100);
        naive.clear();
        return base + 100;
    }

    private static void assertSame(EntryWindow window, List<Entry> naive, long base) {
        assertThat(window.base()).isEqualTo(base);
        assertThat(window.last()).isEqualTo(base + naive.size());
        assertThat(window.slice(base + 1, window.last(), Long.MAX_VALUE)).isEqualTo(naive);
        if (!naive.isEmpty()) {
            assertThat(window.get(window.last())).isEqualTo(naive.get(naive.size() - 1));
        }
    }
}
