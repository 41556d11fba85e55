package dev.pharos.kvstore.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.watch.MemoryHistory;
import dev.pharos.kvstore.watch.MemoryHistory.Change;
import dev.pharos.kvstore.watch.protocol.HubOptions.Turn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private static final Turn ALL = new Turn(1_000_000, 1L << 40);

    private final MemoryHistory history = new MemoryHistory();

    private static List<Long> revisions(Stretch stretch) {
        return stretch.events().stream().map(SharedEvent::revision).toList();
    }

    @Test
    void events_are_found_from_any_revision_on() {
        RecentEvents recent = new RecentEvents(1 << 20, 1);
        for (int i = 0; i < 100; i++) {
            recent.add(history.txn(Change.put("a", "" + i), Change.put("b", "" + i)));
        }
        for (long from = 2; from <= 101; from++) {
            Stretch stretch = recent.stretch(from, ALL);
            assertThat(stretch.from()).isEqualTo(from);
            assertThat(stretch.through()).isEqualTo(101);
            assertThat(stretch.events()).hasSize((int) (2 * (102 - from)));
            assertThat(stretch.events().get(0).revision()).isEqualTo(from);
        }
        assertThat(recent.eventsAfter(99)).isEqualTo(4);
    }

    @Test
    void a_stretch_keeps_to_its_bounds_but_never_splits_a_revision() {
        RecentEvents recent = new RecentEvents(1 << 20, 1);
        for (int i = 0; i < 10; i++) {
            recent.add(history.txn(Change.put("a", "" + i), Change.put("b", "" + i), Change.put("c", "" + i)));
        }
        Stretch stretch = recent.stretch(4, new Turn(4, 1 << 20));
        assertThat(revisions(stretch)).containsExactly(4L, 4L, 4L, 5L, 5L, 5L);
        assertThat(stretch.through()).isEqualTo(5);
        assertThat(recent.stretch(4, new Turn(100, 1)).through()).isEqualTo(4);
    }

    @Test
    void the_oldest_revisions_make_room_and_the_newest_commit_always_stays() {
        RecentEvents recent = new RecentEvents(3_000, 1);
        for (int i = 0; i < 1000; i++) {
            recent.add(history.txn(Change.put("a", "" + i), Change.put("b", "" + i)));
            assertThat(recent.bytes()).isLessThanOrEqualTo(3_000);
        }
        assertThat(recent.reachBackTo(1001)).isTrue();
        assertThat(recent.reachBackTo(900)).isFalse();
        assertThat(recent.count()).isBetween(4, 12);

        Commit large = history.put("a", "v".repeat(10_000));
        recent.add(large);
        assertThat(recent.count()).isEqualTo(1);
        assertThat(revisions(recent.stretch(large.revision(), ALL))).containsExactly(large.revision());
    }

    @Test
    void pairs_found_later_count_as_memory_and_leave_with_their_events() {
        RecentEvents recent = new RecentEvents(1 << 20, 1);
        recent.add(history.put("a", "v".repeat(100)));
        recent.add(history.put("a", "w".repeat(100)));
        long before = recent.bytes();
        SharedEvent second = recent.stretch(3, ALL).events().get(0);
        assertThat(second.lacksPrevious()).isTrue();
        assertThat(recent.findPrevious(second)).isTrue();
        assertThat(second.lacksPrevious()).isFalse();
        assertThat(recent.bytes()).isGreaterThan(before + 200);

        SharedEvent stranger = new SharedEvent(second.event());
        long now = recent.bytes();
        recent.previousFound(stranger, Optional.empty());
        assertThat(recent.bytes()).isEqualTo(now);

        recent.restart(3);
        assertThat(recent.bytes()).isZero();
        assertThat(recent.reachBackTo(3)).isFalse();
        assertThat(recent.reachBackTo(4)).isTrue();
    }

    @Test
    void a_full_handover_drops_what_waits_and_says_so() {
        Handover handover = new Handover(3, 1 << 20);
        for (int i = 0; i < 4; i++) {
            handover.put(history.put("a", "" + i));
        }
        Commit next = history.put("a", "next");
        handover.put(next);
        Handover.Handed handed = handover.take();
        assertThat(handed.lostThrough()).isEqualTo(5);
        assertThat(handed.commits()).containsExactly(next);
        assertThat(handover.take().isNothing()).isTrue();
    }

    @Test
    void a_handover_is_bounded_by_bytes_too() {
        Handover handover = new Handover(1000, 500);
        handover.put(history.put("a", "v".repeat(300)));
        handover.put(history.put("a", "v".repeat(300)));
        assertThat(handover.take()).isEqualTo(new Handover.Handed(3, List.of()));
    }

    @Test
    void an_event_is_encoded_once() {
        SharedEvent event = new SharedEvent(history.put("a", "1").events().get(0));
        assertThat(event.plain()).isSameAs(event.plain());
        assertThat(event.full()).as("a create event has nothing before it").isSameAs(event.plain());
    }
}
