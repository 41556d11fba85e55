package dev.pharos.raft.check;

/** A bug made visible. Never caught to go on; only to stop the member with a clear last word. */
public final class InvariantViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvariantViolation(String fact) {
        super(fact);
    }
}
