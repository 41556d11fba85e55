package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import dev.pharos.testkit.linearizability.models.MapInput;
import dev.pharos.testkit.linearizability.models.MapOutput;
import dev.pharos.testkit.linearizability.models.RegisterInput;
import dev.pharos.testkit.linearizability.models.RegisterInput.CompareAndSet;
import dev.pharos.testkit.linearizability.models.RegisterInput.Read;
import dev.pharos.testkit.linearizability.models.RegisterInput.Write;
import dev.pharos.testkit.linearizability.models.RegisterOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Random histories for the tests. */
final class Histories {
    private Histories() {}

    static AtomicObject<Integer, RegisterInput<Integer>, RegisterOutput<Integer>> register(
            Random random, double unknownShare) {
        return new AtomicObject<>(
                random, unknownShare, 0, (state, input) -> input.answer(state), (state, input) -> input.next(state));
    }

    static AtomicObject<Map<Integer, Integer>, MapInput<Integer, Integer>, MapOutput<Integer, Integer>> map(
            Random random, double unknownShare) {
        return new AtomicObject<>(
                random,
                unknownShare,
                Map.of(),
                (state, input) -> input.answer(state),
                (state, input) -> input.next(state));
    }

    /** Few values, so that equal ones are written often. */
    static RegisterInput<Integer> registerInput(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new CompareAndSet<>(random.nextInt(3), random.nextInt(3));
            case 1, 2 -> new Write<>(random.nextInt(3));
            default -> new Read<>();
        };
    }

    static Function<Random, MapInput<Integer, Integer>> mapInputs(int keys, boolean readsOfSeveral) {
        return random -> mapInput(random, keys, readsOfSeveral, kind -> random.nextInt(3));
    }

    /** Values are written once, as a careful test would have it. */
    static Function<Random, MapInput<Integer, Integer>> uniqueMapInputs(int keys, boolean readsOfSeveral) {
        int[] latest = {0};
        return random -> mapInput(random, keys, readsOfSeveral, kind -> ++latest[0]);
    }

    private static MapInput<Integer, Integer> mapInput(
            Random random, int keys, boolean readsOfSeveral, IntUnaryOperator values) {
        int key = random.nextInt(keys);
        int kind = random.nextInt(8);
        return switch (kind) {
            case 0 -> new MapInput.Delete<>(key);
            case 1 ->
                new MapInput.CompareAndSet<>(
                        key,
                        random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(3)),
                        values.applyAsInt(kind));
            case 2, 3, 4 -> new MapInput.Put<>(key, values.applyAsInt(kind));
            case 5 -> readsOfSeveral ? new MapInput.GetAll<>(Set.of(0, keys - 1)) : new MapInput.Get<>(key);
            default -> new MapInput.Get<>(key);
        };
    }

    static RegisterOutput<Integer> registerOutput(Random random) {
        return random.nextInt(3) == 0 ? new RegisterOutput.Done<>() : new RegisterOutput.Observed<>(random.nextInt(3));
    }

    static MapOutput<Integer, Integer> mapOutput(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new MapOutput.Done<>();
            case 1 -> new MapOutput.Observed<>(Optional.empty());
            case 2 -> new MapOutput.ObservedAll<>(Map.of(0, random.nextInt(3)));
            default -> new MapOutput.Observed<>(Optional.of(random.nextInt(3)));
        };
    }

    /** The same history with one answer replaced, one operation moved in time, or one outcome forgotten. */
    static <I, O> History<I, O> mutate(History<I, O> history, Random random, Function<Random, O> outputs) {
        List<Operation<I, O>> operations = new ArrayList<>(history.operations());
        int position = random.nextInt(operations.size());
        Operation<I, O> old = operations.get(position);
        if (old.isUnknown()) {
            long returnedAt = old.invokedAt() + random.nextInt(10);
            operations.set(
                    position,
                    Operation.completed(old.client(), old.input(), old.invokedAt(), returnedAt, outputs.apply(random)));
        } else {
            operations.set(position, mutateCompleted(old, random, outputs));
        }
        return History.of(operations);
    }

    private static <I, O> Operation<I, O> mutateCompleted(
            Operation<I, O> old, Random random, Function<Random, O> outputs) {
        O output = old.output().orElseThrow();
        return switch (random.nextInt(4)) {
            case 0 -> Operation.unknown(old.client(), old.input(), old.invokedAt());
            case 1 -> {
                long invokedAt = old.invokedAt() + random.nextInt(20) - 10;
                long returnedAt = invokedAt + old.returnedAt() - old.invokedAt();
                yield Operation.completed(old.client(), old.input(), invokedAt, returnedAt, output);
            }
            default ->
                Operation.completed(
                        old.client(), old.input(), old.invokedAt(), old.returnedAt(), outputs.apply(random));
        };
    }
}
