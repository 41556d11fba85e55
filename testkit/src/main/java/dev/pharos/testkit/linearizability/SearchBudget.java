package dev.pharos.testkit.linearizability;

import java.util.function.LongSupplier;

/**
 * How much one check may cost, all parts together. The memory it takes grows with the configurations, by some dozens of
 * bytes and one state each.
 */
public record SearchBudget(long maxConfigurations, long maxNanos, LongSupplier nanoClock) {
    public static SearchBudget configurations(long maxConfigurations) {
        return new SearchBudget(maxConfigurations, Long.MAX_VALUE, () -> 0);
    }

    public static SearchBudget nanos(long maxNanos, LongSupplier nanoClock) {
        return new SearchBudget(Long.MAX_VALUE, maxNanos, nanoClock);
    }
}
