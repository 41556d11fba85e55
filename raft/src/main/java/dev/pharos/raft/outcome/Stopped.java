package dev.pharos.raft.outcome;

/** The member is not running; nothing was done here. */
public final class Stopped extends RaftException {
    private static final long serialVersionUID = 1L;

    public Stopped(String message) {
        super(message);
    }
}
