package dev.pharos.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class HistoryRecorderTest {
    private long now;
    private final HistoryRecorder<String, Integer> recorder = new HistoryRecorder<>(() -> now, 4);

    @Test
    void operations_stand_in_order_of_invocation_with_their_stamps() {
        Invocation<String, Integer> first = recorder.invoke(1, "a");
        now = 5;
        Invocation<String, Integer> second = recorder.invoke(2, "b");
        now = 7;
        second.completed(20);
        now = 9;
        first.completed(10);

        History<String, Integer> history = recorder.history();

        assertThat(history.operations())
                .containsExactly(
                        Operation.completed(1, "a", 0, 9, 10), //
                        Operation.completed(2, "b", 5, 7, 20));
        assertThat(events(history)).containsExactly("call 0", "call 1", "return 1", "return 0");
    }

    @Test
    void events_of_one_tick_keep_the_order_in_which_they_were_told() {
        recorder.invoke(1, "a").completed(1);
        recorder.invoke(2, "b").completed(2);

        assertThat(events(recorder.history())).containsExactly("call 0", "return 0", "call 1", "return 1");
    }

    @Test
    void what_has_not_returned_or_was_given_up_is_unknown() {
        recorder.invoke(1, "given up").unknown();
        recorder.invoke(2, "under way");

        assertThat(recorder.history().operations())
                .containsExactly(Operation.unknown(1, "given up", 0), Operation.unknown(2, "under way", 0));
    }

    @Test
    void what_has_failed_leaves_no_trace() {
        Invocation<String, Integer> before = recorder.invoke(1, "before");
        Invocation<String, Integer> refused = recorder.invoke(2, "refused");
        Invocation<String, Integer> after = recorder.invoke(3, "after");
        refused.failed();
        after.completed(3);
        before.completed(1);

        History<String, Integer> history = recorder.history();

        assertThat(history.operations()).extracting(Operation::input).containsExactly("before", "after");
        assertThat(events(history)).containsExactly("call 0", "call 1", "return 1", "return 0");
    }

    @Test
    void a_full_recorder_refuses_rather_than_forgets() {
        for (int i = 0; i < 4; i++) {
            assertThat(recorder.isFull()).isFalse();
            recorder.invoke(1, "x");
        }

        assertThat(recorder.isFull()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> recorder.invoke(1, "one too many"));
    }

    @Test
    void an_invocation_ends_once() {
        Invocation<String, Integer> invocation = recorder.invoke(1, "a");
        invocation.unknown();

        assertThatIllegalStateException().isThrownBy(() -> invocation.completed(1));
    }

    @Test
    void another_thread_is_turned_away() throws InterruptedException {
        recorder.invoke(1, "a");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread other = new Thread(() -> recorder.invoke(2, "b"));
        other.setUncaughtExceptionHandler((thread, throwable) -> thrown.set(throwable));
        other.start();
        other.join();

        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    }

    private static List<String> events(History<?, ?> history) {
        return HistoryTest.events(history);
    }
}
