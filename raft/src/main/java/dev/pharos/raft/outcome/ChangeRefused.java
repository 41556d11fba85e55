package dev.pharos.raft.outcome;

/** The membership change cannot be made now, or not at all; nothing was done. */
public final class ChangeRefused extends RaftException {
    private static final long serialVersionUID = 1L;

    public ChangeRefused(String message) {
        super(message);
    }
}
