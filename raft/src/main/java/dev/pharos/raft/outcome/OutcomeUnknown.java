package dev.pharos.raft.outcome;

/** It may have been done, may still be, or never. Trying again may do it twice. */
public sealed class OutcomeUnknown extends RaftException permits LeaderLost {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String message) {
        super(message);
    }
}
