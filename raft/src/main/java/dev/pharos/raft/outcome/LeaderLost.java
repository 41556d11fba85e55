package dev.pharos.raft.outcome;

/** The leader that had it leads no more, and the next one does not seem to have it. */
public final class LeaderLost extends OutcomeUnknown {
    private static final long serialVersionUID = 1L;

    public LeaderLost(String message) {
        super(message);
    }
}
