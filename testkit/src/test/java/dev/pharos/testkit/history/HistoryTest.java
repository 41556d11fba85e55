package dev.pharos.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    @Test
    void stamps_alone_order_the_events_and_a_tie_counts_as_concurrent() {
        History<String, Integer> history = History.of(List.of(
                Operation.completed(1, "late", 10, 20, 1),
                Operation.completed(2, "early", 0, 10, 2),
                Operation.unknown(3, "open", 15)));

        assertThat(history.operations()).extracting(Operation::input).containsExactly("early", "late", "open");
        assertThat(events(history)).containsExactly("call 0", "call 1", "return 0", "call 2", "return 1");
    }

    @Test
    void an_operation_may_return_in_the_moment_of_its_invocation() {
        History<String, Integer> history = History.of(List.of(Operation.completed(1, "a", 3, 3, 1)));

        assertThat(events(history)).containsExactly("call 0", "return 0");
    }

    @Test
    void merged_histories_are_one_in_order_of_time() {
        History<String, Integer> one = History.of(List.of(Operation.completed(1, "a", 0, 9, 1)));
        History<String, Integer> other = History.of(List.of(Operation.completed(2, "b", 3, 5, 2)));

        assertThat(events(History.merge(List.of(other, one))))
                .containsExactly("call 0", "call 1", "return 1", "return 0");
    }

    @Test
    void parts_keep_the_order_of_the_whole() {
        HistoryRecorder<String, Integer> recorder = new HistoryRecorder<>(() -> 0, 10);
        Invocation<String, Integer> x1 = recorder.invoke(1, "x");
        recorder.invoke(2, "y").completed(1);
        x1.completed(2);
        recorder.invoke(2, "x").completed(3);
        recorder.invoke(3, "y");

        List<History<String, Integer>> parts = recorder.history().splitBy(Operation::input);

        assertThat(parts).hasSize(2);
        assertThat(events(parts.get(0))).containsExactly("call 0", "return 0", "call 1", "return 1");
        assertThat(events(parts.get(1))).containsExactly("call 0", "return 0", "call 1");
        assertThat(parts.get(1).operations()).extracting(Operation::input).containsOnly("y");
    }

    @Test
    void an_operation_returns_after_its_invocation_and_with_an_output() {
        assertThatIllegalArgumentException().isThrownBy(() -> Operation.completed(1, "a", 5, 4, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Operation<>(1, "a", 5, 6, Optional.empty()));
    }

    static List<String> events(History<?, ?> history) {
        List<String> events = new ArrayList<>();
        for (int event = 0; event < history.eventCount(); event++) {
            events.add((history.isReturn(event) ? "return " : "call ") + history.positionAt(event));
        }
        return events;
    }
}
