package dev.pharos.raft.outcome;

/** A bounded buffer is full; nothing was done. Safe to try again, later. */
public final class Overloaded extends RaftException {
    private static final long serialVersionUID = 1L;

    public Overloaded(String message) {
        super(message);
    }
}
