package dev.pharos.kvstore.model;

/** Hears of changes once every reader can see them and whoever made them was answered. */
public interface CommitListener {
    /** On the apply thread, in order; must not block. */
    void committed(Commit commit);
}
