package dev.pharos.kvstore.http.health;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One thing that must be in order.
 *
 * @param ask says what is wrong, or nothing
 */
record Check(String name, Function<MemberView, CompletionStage<Optional<String>>> ask) {
    private static final Check SERIALIZABLE_READ =
            new Check("serializable_read", member -> Failures.of(member::serializableRead));
    private static final Check LINEARIZABLE_READ =
            new Check("linearizable_read", member -> Failures.of(member::linearizableRead));
    private static final Check DATA_CORRUPTION = new Check(
            "data_corruption", member -> immediately(member.alarms().contains("CORRUPT"), "alarm activated: CORRUPT"));
    private static final Check NON_LEARNER =
            new Check("non_learner", member -> immediately(member.isLearner(), "not supported for learner"));

    static final List<Check> LIVEZ = List.of(SERIALIZABLE_READ);
    static final List<Check> READYZ = List.of(DATA_CORRUPTION, SERIALIZABLE_READ, LINEARIZABLE_READ, NON_LEARNER);

    private static CompletionStage<Optional<String>> immediately(boolean wrong, String what) {
        return CompletableFuture.completedFuture(wrong ? Optional.of(what) : Optional.empty());
    }
}
