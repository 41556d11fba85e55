package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.Operation;

/** An operation that found its place in the order, and the state of the model's object after it. */
public record Placement<I, O>(Operation<I, O> operation, Object stateAfter) {}
