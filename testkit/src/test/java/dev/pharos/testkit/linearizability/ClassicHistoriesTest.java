package dev.pharos.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.HistoryRecorder;
import dev.pharos.testkit.history.Operation;
import dev.pharos.testkit.linearizability.models.RegisterInput;
import dev.pharos.testkit.linearizability.models.RegisterInput.CompareAndSet;
import dev.pharos.testkit.linearizability.models.RegisterInput.Read;
import dev.pharos.testkit.linearizability.models.RegisterInput.Write;
import dev.pharos.testkit.linearizability.models.RegisterModel;
import dev.pharos.testkit.linearizability.models.RegisterOutput;
import dev.pharos.testkit.linearizability.models.RegisterOutput.Done;
import dev.pharos.testkit.linearizability.models.RegisterOutput.Observed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The anomalies by name, on one register that starts at 0. Each line reads: from, to, what. */
final class ClassicHistoriesTest {
    @Test
    void reads_after_writes() {
        assertLinearizable(List.of(write(0, 10, 1), read(20, 30, 1), write(40, 50, 2), read(60, 70, 2)));
    }

    @Test
    void nothing_at_all() {
        assertLinearizable(List.of());
        assertLinearizable(List.of(unknownWrite(0, 1)));
    }

    @Test
    void a_read_during_a_write_sees_either_value() {
        assertLinearizable(List.of(write(0, 100, 1), read(10, 20, 0)));
        assertLinearizable(List.of(write(0, 100, 1), read(10, 20, 1)));
    }

    @Test
    void stale_read() {
        assertNotLinearizable(List.of(write(0, 10, 1), read(20, 30, 0)));
    }

    @Test
    void stale_read_after_a_read_of_the_new_value_while_the_write_is_under_way() {
        assertNotLinearizable(List.of(write(0, 100, 1), read(10, 20, 1), read(30, 40, 0)));
    }

    @Test
    void new_and_old_value_seen_by_overlapping_reads() {
        assertLinearizable(List.of(write(0, 100, 1), read(10, 35, 1), read(30, 40, 0)));
    }

    @Test
    void read_from_the_future() {
        assertNotLinearizable(List.of(read(0, 10, 1), write(20, 30, 1)));
    }

    @Test
    void read_of_a_value_never_written() {
        assertNotLinearizable(List.of(write(0, 10, 1), read(20, 30, 7), write(40, 50, 2)));
    }

    @Test
    void lost_update() {
        assertNotLinearizable(List.of(swap(0, 20, 0, 1), swap(10, 30, 0, 2)));
    }

    @Test
    void lost_update_hidden_by_a_write_back() {
        assertLinearizable(List.of(swap(0, 20, 0, 1), swap(10, 30, 0, 2), write(5, 25, 0)));
    }

    @Test
    void overwritten_value_comes_back() {
        assertNotLinearizable(List.of(write(0, 10, 1), write(20, 30, 2), read(40, 50, 2), read(60, 70, 1)));
    }

    @Test
    void readers_disagree_about_the_order_of_two_writes() {
        assertNotLinearizable(
                List.of(write(0, 100, 1), write(0, 100, 2), read(10, 20, 1), read(30, 40, 2), read(50, 60, 1)));
    }

    @Test
    void failed_compare_and_set_shows_a_value_already_overwritten() {
        assertLinearizable(List.of(write(0, 10, 1), refusedSwap(20, 30, 5, 9, 1)));
        assertNotLinearizable(List.of(write(0, 10, 1), write(20, 30, 2), refusedSwap(40, 50, 5, 9, 1)));
    }

    @Test
    void failed_compare_and_set_found_what_it_expected() {
        assertNotLinearizable(List.of(refusedSwap(0, 10, 0, 9, 0)));
    }

    @Test
    void unknown_write_never_seen() {
        assertLinearizable(List.of(unknownWrite(0, 1), read(10, 20, 0), read(30, 40, 0)));
    }

    @Test
    void unknown_write_seen_much_later() {
        assertLinearizable(
                List.of(unknownWrite(0, 1), read(10, 20, 0), write(30, 40, 2), read(50, 60, 2), read(70, 80, 1)));
    }

    @Test
    void unknown_write_seen_and_then_unseen() {
        assertNotLinearizable(List.of(unknownWrite(0, 1), read(10, 20, 0), read(30, 40, 1), read(50, 60, 0)));
    }

    @Test
    void unknown_write_seen_twice_around_another_write() {
        assertNotLinearizable(
                List.of(unknownWrite(0, 1), read(10, 20, 1), write(30, 40, 2), read(50, 60, 2), read(70, 80, 1)));
    }

    @Test
    void two_equal_unknown_writes_seen_around_another_write() {
        assertLinearizable(List.of(
                unknownWrite(0, 1),
                unknownWrite(35, 1),
                read(10, 20, 1),
                write(30, 40, 2),
                read(50, 60, 2),
                read(70, 80, 1)));
    }

    @Test
    void unknown_write_seen_before_it_was_invoked() {
        assertNotLinearizable(List.of(read(0, 10, 1), unknownWrite(20, 1)));
    }

    @Test
    void unknown_compare_and_sets_that_build_on_each_other() {
        assertLinearizable(List.of(unknownSwap(0, 2, 3), unknownSwap(0, 1, 2), unknownSwap(0, 0, 1), read(10, 20, 3)));
        assertNotLinearizable(List.of(unknownSwap(0, 2, 3), unknownSwap(0, 0, 1), read(10, 20, 3)));
    }

    @Test
    void unknown_write_is_spared_where_an_unknown_compare_and_set_does() {
        assertLinearizable(
                List.of(unknownWrite(0, 1), unknownSwap(0, 0, 1), read(10, 20, 1), write(30, 40, 2), read(50, 60, 1)));
    }

    @Test
    void value_of_a_write_that_certainly_failed() {
        HistoryRecorder<RegisterInput<Integer>, RegisterOutput<Integer>> recorder = new HistoryRecorder<>(() -> 0, 9);
        recorder.invoke(1, new Write<>(1)).failed();
        recorder.invoke(2, new Read<>()).completed(new Observed<>(1));

        assertThat(check(recorder.history()).isLinearizable()).isFalse();
    }

    @Test
    void stale_read_within_one_tick() {
        HistoryRecorder<RegisterInput<Integer>, RegisterOutput<Integer>> recorder = new HistoryRecorder<>(() -> 0, 9);
        recorder.invoke(1, new Write<>(1)).completed(new Done<>());
        recorder.invoke(2, new Read<>()).completed(new Observed<>(0));

        assertThat(check(recorder.history()).isLinearizable()).isFalse();
    }

    private static void assertLinearizable(
            List<Operation<RegisterInput<Integer>, RegisterOutput<Integer>>> operations) {
        assertThat(check(History.of(operations)).describe()).startsWith("linearizable");
    }

    private static void assertNotLinearizable(
            List<Operation<RegisterInput<Integer>, RegisterOutput<Integer>>> operations) {
        assertThat(check(History.of(operations)).describe()).startsWith("not linearizable");
    }

    private static Verdict<RegisterInput<Integer>, RegisterOutput<Integer>> check(
            History<RegisterInput<Integer>, RegisterOutput<Integer>> history) {
        return new LinearizabilityChecker<>(new RegisterModel<>(0), SearchBudget.configurations(1_000)).check(history);
    }

    private static Operation<RegisterInput<Integer>, RegisterOutput<Integer>> read(long from, long to, int value) {
        return Operation.completed(1, new Read<>(), from, to, new Observed<>(value));
    }

    private static Operation<RegisterInput<Integer>, RegisterOutput<Integer>> write(long from, long to, int value) {
        return Operation.completed(2, new Write<>(value), from, to, new Done<>());
    }

    private static Operation<RegisterInput<Integer>, RegisterOutput<Integer>> unknownWrite(long from, int value) {
        return Operation.unknown(3, new Write<>(value), from);
    }

    private static Operation<RegisterInput<Integer>, RegisterOutput<Integer>> swap(
            long from, long to, int expected, int update) {
        return Operation.completed(4, new CompareAndSet<>(expected, update), from, to, new Done<>());
    }

    private static Operation<RegisterInput<Integer>, RegisterOutput<Integer>> refusedSwap(
            long from, long to, int expected, int update, int observed) {
        return Operation.completed(4, new CompareAndSet<>(expected, update), from, to, new Observed<>(observed));
    }

    private static Operation<RegisterInput<Integer>, RegisterOutput<Integer>> unknownSwap(
            long from, int expected, int update) {
        return Operation.unknown(5, new CompareAndSet<>(expected, update), from);
    }
}
