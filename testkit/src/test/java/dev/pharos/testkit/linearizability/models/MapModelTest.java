package dev.pharos.testkit.linearizability.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import dev.pharos.testkit.linearizability.LinearizabilityChecker;
import dev.pharos.testkit.linearizability.SearchBudget;
import dev.pharos.testkit.linearizability.models.MapInput.CompareAndSet;
import dev.pharos.testkit.linearizability.models.MapInput.Delete;
import dev.pharos.testkit.linearizability.models.MapInput.Get;
import dev.pharos.testkit.linearizability.models.MapInput.GetAll;
import dev.pharos.testkit.linearizability.models.MapInput.Put;
import dev.pharos.testkit.linearizability.models.MapOutput.Done;
import dev.pharos.testkit.linearizability.models.MapOutput.Observed;
import dev.pharos.testkit.linearizability.models.MapOutput.ObservedAll;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class MapModelTest {
    private final MapModel<String, Integer> model = new MapModel<>();

    @Test
    void keys_are_checked_apart() {
        History<MapInput<String, Integer>, MapOutput<String, Integer>> history =
                History.of(List.of(put(0, 10, "x", 1), put(0, 10, "y", 1), get(20, 30, "x", 1)));

        assertThat(model.partition(history)).hasSize(2);
        assertThat(isLinearizable(history)).isTrue();
    }

    @Test
    void a_read_of_several_keys_joins_them() {
        History<MapInput<String, Integer>, MapOutput<String, Integer>> history =
                History.of(List.of(put(0, 10, "x", 1), getAll(20, 30, Map.of("x", 1))));

        assertThat(model.partition(history)).containsExactly(history);
    }

    @Test
    void snapshots_must_agree_about_the_order_of_writes_to_different_keys() {
        Operation<MapInput<String, Integer>, MapOutput<String, Integer>> x = put(0, 100, "x", 1);
        Operation<MapInput<String, Integer>, MapOutput<String, Integer>> y = put(0, 100, "y", 1);

        assertThat(isLinearizable(History.of(
                        List.of(x, y, getAll(10, 20, Map.of("x", 1)), getAll(30, 40, Map.of("x", 1, "y", 1))))))
                .isTrue();
        assertThat(isLinearizable(
                        History.of(List.of(x, y, getAll(10, 50, Map.of("x", 1)), getAll(10, 50, Map.of("y", 1))))))
                .isFalse();
    }

    @Test
    void a_deleted_key_does_not_come_back() {
        assertThat(isLinearizable(
                        History.of(List.of(put(0, 10, "x", 1), done(20, 30, new Delete<>("x")), get(40, 50, "x", 1)))))
                .isFalse();
    }

    @Test
    void a_delete_may_show_what_it_removed() {
        assertThat(isLinearizable(History.of(List.of(
                        put(0, 10, "x", 1), completed(20, 30, new Delete<>("x"), new Observed<>(Optional.of(1)))))))
                .isTrue();
        assertThat(isLinearizable(History.of(List.of(
                        put(0, 10, "x", 1), completed(20, 30, new Delete<>("x"), new Observed<>(Optional.empty()))))))
                .isFalse();
    }

    @Test
    void only_one_of_two_may_create_a_key() {
        assertThat(isLinearizable(History.of(List.of(
                        done(0, 20, new CompareAndSet<>("x", Optional.empty(), 1)),
                        done(0, 20, new CompareAndSet<>("x", Optional.empty(), 2))))))
                .isFalse();
        assertThat(isLinearizable(History.of(List.of(
                        done(0, 20, new CompareAndSet<>("x", Optional.empty(), 1)),
                        completed(
                                0,
                                20,
                                new CompareAndSet<>("x", Optional.empty(), 2),
                                new Observed<>(Optional.of(1)))))))
                .isTrue();
    }

    @Test
    void an_unknown_effect_is_observable_if_an_answer_shows_it_or_a_condition_asks_for_it() {
        Predicate<MapInput<String, Integer>> unobservable = model.unobservableIn(History.of(List.of(
                get(0, 10, "shown", 1),
                getAll(0, 10, Map.of("x", 5)),
                done(0, 10, new CompareAndSet<>("asked", Optional.of(2), 3)),
                Operation.unknown(1, new CompareAndSet<>("askedInVain", Optional.of(4), 5), 0))));

        assertThat(List.<MapInput<String, Integer>>of(new Put<>("shown", 1), new Put<>("x", 5), new Delete<>("y")))
                .noneMatch(unobservable);
        assertThat(List.<MapInput<String, Integer>>of(new Put<>("asked", 2), new Put<>("askedInVain", 4)))
                .noneMatch(unobservable);
        assertThat(List.<MapInput<String, Integer>>of(
                        new Put<>("shown", 2), new Put<>("asked", 3), new Delete<>("shown"), new Get<>("shown")))
                .allMatch(unobservable);
    }

    private boolean isLinearizable(History<MapInput<String, Integer>, MapOutput<String, Integer>> history) {
        return new LinearizabilityChecker<>(model, SearchBudget.configurations(1_000))
                .check(history)
                .isLinearizable();
    }

    private static Operation<MapInput<String, Integer>, MapOutput<String, Integer>> put(
            long from, long to, String key, int value) {
        return done(from, to, new Put<>(key, value));
    }

    private static Operation<MapInput<String, Integer>, MapOutput<String, Integer>> get(
            long from, long to, String key, int value) {
        return completed(from, to, new Get<>(key), new Observed<>(Optional.of(value)));
    }

    private static Operation<MapInput<String, Integer>, MapOutput<String, Integer>> getAll(
            long from, long to, Map<String, Integer> values) {
        return completed(from, to, new GetAll<>(Set.of("x", "y")), new ObservedAll<>(values));
    }

    private static Operation<MapInput<String, Integer>, MapOutput<String, Integer>> done(
            long from, long to, MapInput<String, Integer> input) {
        return completed(from, to, input, new Done<>());
    }

    private static Operation<MapInput<String, Integer>, MapOutput<String, Integer>> completed(
            long from, long to, MapInput<String, Integer> input, MapOutput<String, Integer> output) {
        return Operation.completed(1, input, from, to, output);
    }
}
