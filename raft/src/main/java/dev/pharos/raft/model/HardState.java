package dev.pharos.raft.model;

/**
 * What a member must never forget: the newest term it saw, whom it voted for in that term (0 for
 * nobody), and how far it knew the log to be committed. Term and vote bind; the commit index is a hint
 * that saves work after a restart.
 */
public record HardState(long term, long vote, long commit) {
    public static final HardState INITIAL = new HardState(0, 0, 0);

    /** Whether losing the step from {@code earlier} to this could break a promise to another member. */
    public boolean bindsMoreThan(HardState earlier) {
        return term != earlier.term || vote != earlier.vote;
    }
}
