package dev.pharos.raft.simulation.invariant;

/** A property that does not hold, in words that name it. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Violation(String property, String what) {
        super(property + ": " + what);
    }
}
