package dev.pharos.kvstore.chaos;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import dev.pharos.testkit.linearizability.LinearizabilityChecker;
import dev.pharos.testkit.linearizability.SearchBudget;
import dev.pharos.testkit.linearizability.Verdict;
import dev.pharos.testkit.linearizability.models.MapInput;
import dev.pharos.testkit.linearizability.models.MapInput.Get;
import dev.pharos.testkit.linearizability.models.MapModel;
import dev.pharos.testkit.linearizability.models.MapOutput;
import dev.pharos.testkit.linearizability.models.MapOutput.Observed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with the answers that clients got, judged twice: from themselves alone, and by the revisions. */
final class Judgement {
    private static final SearchBudget BUDGET = SearchBudget.configurations(3_000_000);

    private final List<Operation<MapInput<String, String>, Seen>> operations = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    Judgement(List<History<MapInput<String, String>, Seen>> histories) {
        histories.forEach(history -> operations.addAll(history.operations()));
        operations.sort(Comparator.comparingLong(Operation::invokedAt));
    }

    /** Leaves out what nobody knows the outcome of and what the history of the store does not have. */
    Judgement withoutTheUnwritten(Truth truth) {
        operations.removeIf(operation -> operation.isUnknown()
                && operation
                        .input()
                        .installs()
                        .filter(binding -> binding.value().isPresent())
                        .filter(binding ->
                                !truth.wasPut(binding.key(), binding.value().orElseThrow()))
                        .isPresent());
        return this;
    }

    int operations() {
        return operations.size();
    }

    long unknown() {
        return operations.stream().filter(Operation::isUnknown).count();
    }

    /** Whether there is an order that explains everything; it knows nothing of revisions. */
    List<String> linearizability() {
        Verdict<MapInput<String, String>, MapOutput<String, String>> verdict = verdict();
        return verdict.isLinearizable() ? List.of() : List.of(verdict.describe());
    }

    Verdict<MapInput<String, String>, MapOutput<String, String>> verdict() {
        List<Operation<MapInput<String, String>, MapOutput<String, String>>> plain = new ArrayList<>();
        for (var one : operations) {
            plain.add(new Operation<>(
                    one.client(),
                    one.input(),
                    one.invokedAt(),
                    one.returnedAt(),
                    one.output().map(Seen::output)));
        }
        return new LinearizabilityChecker<>(new MapModel<String, String>(), BUDGET).check(History.of(plain));
    }

    /** Whether the revisions that the server told are such an order. */
    List<String> revisions(Truth truth) {
        for (var operation : operations) {
            operation.output().ifPresent(seen -> compare(operation.input(), seen, truth));
        }
        checkRealTime();
        return broken;
    }

    private void compare(MapInput<String, String> input, Seen seen, Truth truth) {
        if (seen.revision() > truth.revision()) {
            broken.add(input + " answered " + seen + ", and the store is at " + truth.revision());
        }
        String key = input.keys().iterator().next();
        long looked = seen.changed() ? seen.revision() - 1 : seen.revision();
        boolean isRight = !(seen.output() instanceof Observed<String, String> found)
                || found.value().equals(truth.valueAt(key, looked));
        if (!isRight) {
            broken.add(input + " answered " + seen + ", but there was " + truth.valueAt(key, looked));
        }
        if (input instanceof MapInput.CompareAndSet<String, String> swap) {
            boolean holds = truth.valueAt(key, looked).equals(swap.expected());
            if (holds != seen.changed()) {
                broken.add(input + " answered " + seen + ", but there was " + truth.valueAt(key, looked));
            }
        }
    }

    /** Nobody sees less than what was told before it asked. */
    private void checkRealTime() {
        List<Operation<MapInput<String, String>, Seen>> returned = new ArrayList<>(operations);
        returned.removeIf(Operation::isUnknown);
        returned.sort(Comparator.comparingLong(Operation::returnedAt));
        int next = 0;
        long told = 0;
        for (var operation : operations) {
            while (next < returned.size() && returned.get(next).returnedAt() < operation.invokedAt()) {
                told = Math.max(
                        told, returned.get(next++).output().orElseThrow().revision());
            }
            if (!operation.isUnknown()) {
                Seen seen = operation.output().orElseThrow();
                if (seen.revision() < told || (seen.revision() == told && seen.changed())) {
                    broken.add(operation + " although " + told + " was told before");
                }
            }
        }
    }

    long reads() {
        return operations.stream()
                .filter(operation -> operation.input() instanceof Get)
                .count();
    }
}
