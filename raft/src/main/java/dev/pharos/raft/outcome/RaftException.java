package dev.pharos.raft.outcome;

/** Why a proposal or a read has no result. */
public abstract sealed class RaftException extends RuntimeException
        permits NotLeader, Overloaded, ChangeRefused, OutcomeUnknown, Stopped {
    private static final long serialVersionUID = 1L;

    RaftException(String message) {
        // No stack trace: these are answers, made by the thousand when a leader changes.
        super(message, null, false, false);
    }
}
