package dev.pharos.kvstore.apply;

/** Hears when a term has begun here: everything of earlier terms is applied. On the apply thread. */
public interface TermListener {
    void began(long term);
}
