package dev.pharos.testkit.linearizability;

/** Counts what a check has cost so far. */
final class SearchMeter {
    private static final long CLOCK_STRIDE = 256;

    private final SearchBudget budget;
    private final long startedAt;
    private long explored;

    SearchMeter(SearchBudget budget) {
        this.budget = budget;
        this.startedAt = budget.nanoClock().getAsLong();
    }

    /** Pays for one more configuration; false if the budget does not allow it. */
    boolean spend() {
        if (explored >= budget.maxConfigurations()) {
            return false;
        }
        explored++;
        return explored % CLOCK_STRIDE != 0 || budget.nanoClock().getAsLong() - startedAt <= budget.maxNanos();
    }

    long explored() {
        return explored;
    }
}
