package dev.pharos.raft.outcome;

/** Nothing was done and nothing will be: no leader could take it. Safe to try again. */
public final class NotLeader extends RaftException {
    private static final long serialVersionUID = 1L;

    public NotLeader(String message) {
        super(message);
    }
}
