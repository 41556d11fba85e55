package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.Operation;
import java.util.List;

/** What a check found, and how many configurations it looked at to find it. */
public sealed interface Verdict<I, O> {
    long explored();

    /** For people to read. */
    String describe();

    <R> R handle(Handler<I, O, R> handler);

    default boolean isLinearizable() {
        return this instanceof Linearizable;
    }

    /**
     * For each part an order that explains it, in the order of the model's partition. Operations of unknown outcome
     * appear where they were needed.
     */
    record Linearizable<I, O>(List<List<Operation<I, O>>> orders, long explored) implements Verdict<I, O> {
        @Override
        public String describe() {
            return "linearizable: " + orders.size() + " parts, " + explored + " configurations explored";
        }

        @Override
        public <R> R handle(Handler<I, O, R> handler) {
            return handler.linearizable(this);
        }
    }

    /** No order explains the part shown by the counterexample. */
    record NotLinearizable<I, O>(Counterexample<I, O> counterexample, long explored) implements Verdict<I, O> {
        @Override
        public String describe() {
            return counterexample.describe();
        }

        @Override
        public <R> R handle(Handler<I, O, R> handler) {
            return handler.notLinearizable(this);
        }
    }

    /** The budget ran out in the given part, counted from zero; those before it are linearizable. */
    record Undecided<I, O>(int part, int parts, long explored) implements Verdict<I, O> {
        @Override
        public String describe() {
            return "undecided: the budget ended in part " + (part + 1) + " of " + parts + ", after " + explored
                    + " configurations";
        }

        @Override
        public <R> R handle(Handler<I, O, R> handler) {
            return handler.undecided(this);
        }
    }

    /** One answer for each kind of verdict. */
    interface Handler<I, O, R> {
        R linearizable(Linearizable<I, O> verdict);

        R notLinearizable(NotLinearizable<I, O> verdict);

        R undecided(Undecided<I, O> verdict);
    }
}
