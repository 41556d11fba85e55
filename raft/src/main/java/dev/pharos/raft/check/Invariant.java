package dev.pharos.raft.check;

/**
 * Facts whose violation is a bug in this library. A failed check throws, the member that threw stops,
 * and nothing is acknowledged any more: a wrong answer is worse than none.
 *
 * <p>The overloads take their numbers as arguments so that a check that holds builds no string.
 */
public final class Invariant {
    private Invariant() {}

    public static void check(boolean holds, String fact) {
        if (!holds) {
            throw new InvariantViolation(fact);
        }
    }

    public static void check(boolean holds, String fact, long value) {
        if (!holds) {
            throw new InvariantViolation(fact + " (" + value + ")");
        }
    }

    public static void check(boolean holds, String fact, long first, long second) {
        if (!holds) {
            throw new InvariantViolation(fact + " (" + first + ", " + second + ")");
        }
    }
}
