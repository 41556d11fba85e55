package dev.pharos.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import dev.pharos.testkit.linearizability.models.MapInput;
import dev.pharos.testkit.linearizability.models.MapInput.Get;
import dev.pharos.testkit.linearizability.models.MapInput.Put;
import dev.pharos.testkit.linearizability.models.MapModel;
import dev.pharos.testkit.linearizability.models.MapOutput;
import dev.pharos.testkit.linearizability.models.MapOutput.Done;
import dev.pharos.testkit.linearizability.models.MapOutput.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LinearizabilityCheckerTest {
    private static final SearchBudget AMPLE = SearchBudget.configurations(10_000_000);

    @Test
    void a_counterexample_names_the_part_the_prefix_and_the_operation_without_a_place() {
        Operation<MapInput<String, Integer>, MapOutput<String, Integer>> good = put(1, 0, 4, "x", 1);
        Operation<MapInput<String, Integer>, MapOutput<String, Integer>> first = put(1, 5, 10, "y", 1);
        Operation<MapInput<String, Integer>, MapOutput<String, Integer>> second = put(2, 12, 20, "y", 2);
        Operation<MapInput<String, Integer>, MapOutput<String, Integer>> stale =
                Operation.completed(3, new Get<>("y"), 22, 30, new Observed<>(Optional.of(1)));

        var verdict = (Verdict.NotLinearizable<MapInput<String, Integer>, MapOutput<String, Integer>>)
                check(AMPLE, History.of(List.of(good, first, second, stale)));

        var counterexample = verdict.counterexample();
        assertThat(counterexample.partIndex()).isEqualTo(1);
        assertThat(counterexample.prefix()).extracting(Placement::operation).containsExactly(first, second);
        assertThat(counterexample.blocked()).isEqualTo(stale);
        assertThat(verdict.describe())
                .contains("part 2, 3 operations, of which 2 could be placed in order")
                .contains("[12, 20] Put[key=y, value=2] -> Done[]   leaves {y=2}")
                .contains("no place for\n  client 3 [22, 30] Get[key=y] -> Observed[value=Optional[1]]")
                .contains("  |=|          client 1 [5, 10]")
                .contains("      |=|      client 2 [12, 20]")
                .contains("          |=|  client 3 [22, 30]");
    }

    @Test
    void the_budget_of_configurations_bounds_the_search() {
        var verdict = check(SearchBudget.configurations(10), concurrentWritesAndAnImpossibleRead(20));

        assertThat(verdict).isEqualTo(new Verdict.Undecided<>(0, 1, 10));
    }

    @Test
    void the_budget_of_time_bounds_the_search() {
        long[] clock = {0};
        var verdict = check(SearchBudget.nanos(50, () -> clock[0] += 10), concurrentWritesAndAnImpossibleRead(20));

        assertThat(verdict.describe()).startsWith("undecided");
    }

    @Test
    void thirty_unknown_writes_seen_in_part_do_not_blow_up_the_search() {
        List<Operation<MapInput<String, Integer>, MapOutput<String, Integer>>> operations = new ArrayList<>();
        for (int value = 0; value < 30; value++) {
            operations.add(Operation.unknown(value, new Put<>("x", value), 0));
        }
        for (int round = 0; round < 30; round++) {
            long now = 10 + 20L * round;
            operations.add(put(90, now, now + 5, "x", 100 + round));
            operations.add(get(91, now + 10, now + 15, round));
        }
        operations.add(get(91, 2_000, 2_001, 7));

        assertThat(check(SearchBudget.configurations(20_000), History.of(operations)))
                .isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void a_large_history_of_many_keys_is_decided() {
        var history = Histories.map(new Random(1), 0.01).run(50, 100_000, Histories.uniqueMapInputs(1_000, false));

        Verdict<?, ?> verdict = new LinearizabilityChecker<>(new MapModel<Integer, Integer>(), AMPLE).check(history);

        assertThat(verdict.isLinearizable()).isTrue();
    }

    @Test
    void a_large_history_of_few_keys_read_together_is_decided() {
        var history = Histories.map(new Random(1), 0.0005).run(6, 50_000, Histories.uniqueMapInputs(6, true));

        Verdict<?, ?> verdict = new LinearizabilityChecker<>(new MapModel<Integer, Integer>(), AMPLE).check(history);

        assertThat(verdict.isLinearizable()).isTrue();
    }

    private static Verdict<MapInput<String, Integer>, MapOutput<String, Integer>> check(
            SearchBudget budget, History<MapInput<String, Integer>, MapOutput<String, Integer>> history) {
        return new LinearizabilityChecker<>(new MapModel<String, Integer>(), budget).check(history);
    }

    private static History<MapInput<String, Integer>, MapOutput<String, Integer>> concurrentWritesAndAnImpossibleRead(
            int writes) {
        List<Operation<MapInput<String, Integer>, MapOutput<String, Integer>>> operations = new ArrayList<>();
        for (int value = 0; value < writes; value++) {
            operations.add(put(value, 0, 100, "x", value));
        }
        operations.add(get(99, 200, 300, -1));
        return History.of(operations);
    }

    private static Operation<MapInput<String, Integer>, MapOutput<String, Integer>> put(
            int client, long from, long to, String key, int value) {
        return Operation.completed(client, new Put<>(key, value), from, to, new Done<>());
    }

    private static Operation<MapInput<String, Integer>, MapOutput<String, Integer>> get(
            int client, long from, long to, int value) {
        return Operation.completed(client, new Get<>("x"), from, to, new Observed<>(Optional.of(value)));
    }
}
