package dev.pharos.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import dev.pharos.testkit.linearizability.models.MapModel;
import dev.pharos.testkit.linearizability.models.RegisterModel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The search against the definition, and against histories known to be good. */
final class CrossCheckTest {
    private static final int HISTORIES = 20_000;
    private static final int SMALL = 7;
    private static final SearchBudget AMPLE = SearchBudget.configurations(10_000_000);

    @Test
    void agrees_with_brute_force_about_a_register() {
        compare(
                new RegisterModel<>(0),
                random -> Histories.register(random, unknownShare(random))
                        .run(1 + random.nextInt(4), 1 + random.nextInt(SMALL), Histories::registerInput),
                Histories::registerOutput);
    }

    @Test
    void agrees_with_brute_force_about_a_map_checked_key_by_key() {
        compare(
                new MapModel<>(),
                random -> Histories.map(random, unknownShare(random))
                        .run(1 + random.nextInt(4), 1 + random.nextInt(SMALL), Histories.mapInputs(2, false)),
                Histories::mapOutput);
    }

    @Test
    void agrees_with_brute_force_about_a_map_with_reads_of_several_keys() {
        compare(
                new MapModel<>(),
                random -> Histories.map(random, unknownShare(random))
                        .run(1 + random.nextInt(4), 1 + random.nextInt(SMALL), Histories.mapInputs(2, true)),
                Histories::mapOutput);
    }

    @Test
    void agrees_with_brute_force_about_an_object_that_decides_for_itself() {
        compare(new Coin(), CrossCheckTest::tosses, random -> any(random, EnumSet.allOf(Coin.Side.class)));
    }

    @Test
    void finds_an_order_for_every_history_of_an_atomic_object() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            boolean readsOfSeveral = seed % 2 == 0;
            var history = Histories.map(random, 0.1).run(6, 300, Histories.uniqueMapInputs(5, readsOfSeveral));
            MapModel<Integer, Integer> model = new MapModel<>();

            var verdict = new LinearizabilityChecker<>(model, AMPLE).check(history);

            assertThat(verdict.isLinearizable()).as("seed %d", seed).isTrue();
            assertOrdersExplain(model, history, verdict);
        }
    }

    private static <S, I, O> void compare(
            Model<S, I, O> model, Function<Random, History<I, O>> histories, Function<Random, O> outputs) {
        LinearizabilityChecker<S, I, O> checker = new LinearizabilityChecker<>(model, AMPLE);
        int linearizable = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            History<I, O> history = histories.apply(random);
            for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
                history = Histories.mutate(history, random, outputs);
            }
            Verdict<I, O> verdict = checker.check(history);
            assertThat(verdict.isLinearizable())
                    .as("seed %d: %s", seed, history.operations())
                    .isEqualTo(BruteForce.isLinearizable(model, history));
            if (verdict.isLinearizable()) {
                linearizable++;
                assertOrdersExplain(model, history, verdict);
            }
        }
        assertThat(linearizable).as("both verdicts occur often").isBetween(HISTORIES / 5, HISTORIES * 4 / 5);
    }

    private static <S, I, O> void assertOrdersExplain(
            Model<S, I, O> model, History<I, O> history, Verdict<I, O> verdict) {
        List<List<Operation<I, O>>> orders = ((Verdict.Linearizable<I, O>) verdict).orders();
        List<History<I, O>> parts = model.partition(history);
        assertThat(orders).hasSameSizeAs(parts);
        for (int part = 0; part < orders.size(); part++) {
            List<Operation<I, O>> order = orders.get(part);
            assertThat(order)
                    .containsAll(parts.get(part).operations().stream()
                            .filter(operation -> !operation.isUnknown())
                            .toList());
            assertLegal(model, order);
            assertRespectsTime(order);
        }
    }

    private static <S, I, O> void assertLegal(Model<S, I, O> model, List<Operation<I, O>> order) {
        Set<S> states = Set.of(model.initial());
        for (Operation<I, O> operation : order) {
            Set<S> next = new HashSet<>();
            for (S state : states) {
                next.addAll(
                        operation.isUnknown()
                                ? model.stepUnknown(state, operation.input())
                                : model.step(
                                        state,
                                        operation.input(),
                                        operation.output().orElseThrow()));
            }
            assertThat(next).as("after %s in %s", operation, order).isNotEmpty();
            states = next;
        }
    }

    private static <I, O> void assertRespectsTime(List<Operation<I, O>> order) {
        long latestInvocation = Long.MIN_VALUE;
        for (Operation<I, O> operation : order) {
            assertThat(operation.returnedAt()).isGreaterThanOrEqualTo(latestInvocation);
            latestInvocation = Math.max(latestInvocation, operation.invokedAt());
        }
    }

    private static double unknownShare(Random random) {
        return random.nextInt(3) * 0.3;
    }

    private static History<Coin.Ask, Coin.Side> tosses(Random random) {
        List<Operation<Coin.Ask, Coin.Side>> operations = new ArrayList<>();
        int count = 1 + random.nextInt(SMALL);
        for (int i = 0; i < count; i++) {
            Coin.Ask ask = any(random, EnumSet.allOf(Coin.Ask.class));
            long invokedAt = random.nextInt(40);
            if (random.nextInt(5) == 0) {
                operations.add(Operation.unknown(i, ask, invokedAt));
            } else {
                Coin.Side shown = ask == Coin.Ask.LOOK
                        ? any(random, EnumSet.of(Coin.Side.HEADS, Coin.Side.TAILS))
                        : Coin.Side.NOT_SHOWN;
                operations.add(Operation.completed(i, ask, invokedAt, invokedAt + random.nextInt(15), shown));
            }
        }
        return History.of(operations);
    }

    private static <E extends Enum<E>> E any(Random random, Set<E> from) {
        return new ArrayList<>(from).get(random.nextInt(from.size()));
    }
}
