package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import java.util.ArrayList;
import java.util.List;

/** Decides whether histories could have come from one atomic object that behaves as the model says. */
public final class LinearizabilityChecker<S, I, O> {
    private final Model<S, I, O> model;
    private final SearchBudget budget;

    public LinearizabilityChecker(Model<S, I, O> model, SearchBudget budget) {
        this.model = model;
        this.budget = budget;
    }

    /** Checks part after part and stops at the first that is not linearizable or on which the budget runs out. */
    public Verdict<I, O> check(History<I, O> history) {
        SearchMeter meter = new SearchMeter(budget);
        List<History<I, O>> parts = model.partition(history);
        List<List<Operation<I, O>>> orders = new ArrayList<>(parts.size());
        for (int index = 0; index < parts.size(); index++) {
            History<I, O> part = parts.get(index);
            Search<S, I, O> search = new Search<>(model, new PartLayout<>(model, part), meter);
            switch (search.run()) {
                case FOUND -> orders.add(search.order());
                case EXHAUSTED -> {
                    var counterexample = new Counterexample<>(index, part, search.longestPrefix(), search.blocked());
                    return new Verdict.NotLinearizable<>(counterexample, meter.explored());
                }
                case OUT_OF_BUDGET -> {
                    return new Verdict.Undecided<>(index, parts.size(), meter.explored());
                }
            }
        }
        return new Verdict.Linearizable<>(orders, meter.explored());
    }
}
