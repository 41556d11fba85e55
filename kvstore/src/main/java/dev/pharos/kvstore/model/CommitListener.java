package dev.pharos.kvstore.model;

/** Hears of changes once every reader can see them and whoever made them was answered. */
public interface CommitListener {
    /** On the apply thread, in order; must not block. */
    void committed(Commit commit);

    /**
     * A snapshot has taken the place of everything, up to this revision, and every reader sees that. Threads as
     * above; what was committed between was not told, and may be compacted.
     */
    default void restored(long revision) {}
}
